/**
 * Kinds of the output that no rule judges, each with the reason. An entry whose kind a rule covers is out of date; a
 * test finds it.
 */
export const EXCLUDED_KINDS: Readonly<Record<string, string>> = {
  aws_eks_addon: 'versions and settings of add-ons are judged by the plan review; their roles are judged as roles',
  aws_network_acl: 'a second fence behind security groups, which are judged; it can only narrow what they allow',
  aws_vpc_ipv4_cidr_block_association: 'gives the VPC addresses for pods and opens nothing by itself',
  cloudflare_notification_policy: 'tells people about the edge; a missing alert changes nothing that is protected',
  cloudflare_zone_dnssec: 'signs the zone; that answers are signed can only be seen at the registrar',
};
