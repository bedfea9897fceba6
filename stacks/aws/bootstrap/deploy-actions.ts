/**
 * What a deployment changes, by service: the calls of the provider's resources that write. Reading comes from AWS's own
 * policies. No call reads contents (`GetSecretValue`, `GetObject`) and none makes users, access keys or CI's own trust.
 */
export const DEPLOYED_SERVICES = {
  'access-analyzer': 'CreateAnalyzer DeleteAnalyzer TagResource UntagResource UpdateAnalyzer',
  'acm-pca': `CreateCertificateAuthority DeleteCertificateAuthority DescribeCertificateAuthority GetCertificateAuthorityCsr
    ImportCertificateAuthorityCertificate ListTags TagCertificateAuthority UntagCertificateAuthority UpdateCertificateAuthority`,
  autoscaling: 'CreateOrUpdateTags DeleteTags',
  backup: `CreateBackupPlan CreateBackupSelection CreateBackupVault DeleteBackupPlan DeleteBackupSelection DeleteBackupVault
    PutBackupVaultAccessPolicy PutBackupVaultLockConfiguration PutBackupVaultNotifications TagResource UntagResource UpdateBackupPlan
    UpdateRegionSettings`,
  'backup-storage': 'MountCapsule',
  cloudtrail: `AddTags CreateTrail DeleteTrail PutEventSelectors PutInsightSelectors RemoveTags StartLogging UpdateTrail`,
  config: `DeleteConfigRule DeleteConfigurationRecorder DeleteConformancePack DeleteDeliveryChannel PutConfigRule PutConfigurationRecorder
    PutConformancePack PutDeliveryChannel PutRetentionConfiguration StartConfigurationRecorder TagResource UntagResource`,
  ec2: `AcceptTransitGatewayPeeringAttachment AllocateAddress AssociateAddress AssociateRouteTable AssociateTransitGatewayRouteTable
    AssociateVpcCidrBlock AttachInternetGateway AttachVpnGateway AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress
    CancelCapacityReservation CreateCapacityReservation CreateCustomerGateway CreateFlowLogs CreateInternetGateway CreateLaunchTemplate
    CreateLaunchTemplateVersion CreateNatGateway CreateNetworkAcl CreateNetworkAclEntry CreateRoute CreateRouteTable CreateSecurityGroup
    CreateSubnet CreateTags CreateTransitGateway CreateTransitGatewayPeeringAttachment CreateTransitGatewayRoute
    CreateTransitGatewayRouteTable CreateTransitGatewayVpcAttachment CreateVpc CreateVpcEndpoint CreateVpnConnection
    DeleteCustomerGateway DeleteFlowLogs DeleteInternetGateway DeleteLaunchTemplate DeleteLaunchTemplateVersions DeleteNatGateway
    DeleteNetworkAcl DeleteNetworkAclEntry DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteSubnet DeleteTags DeleteTransitGateway
    DeleteTransitGatewayPeeringAttachment DeleteTransitGatewayRoute DeleteTransitGatewayRouteTable DeleteTransitGatewayVpcAttachment
    DeleteVpc DeleteVpcEndpoints DeleteVpnConnection DetachInternetGateway DetachVpnGateway DisableEbsEncryptionByDefault DisassociateAddress
    DisassociateRouteTable DisassociateTransitGatewayRouteTable DisassociateVpcCidrBlock EnableEbsEncryptionByDefault
    EnableTransitGatewayRouteTablePropagation ModifyCapacityReservation ModifyEbsDefaultKmsKeyId ModifyLaunchTemplate
    ModifySecurityGroupRules ModifySubnetAttribute ModifyTransitGateway ModifyTransitGatewayVpcAttachment ModifyVpcAttribute
    ModifyVpcEndpoint ModifyVpnConnection ModifyVpnTunnelOptions ReleaseAddress ReplaceNetworkAclAssociation ReplaceNetworkAclEntry
    ReplaceRoute ReplaceRouteTableAssociation ResetEbsDefaultKmsKeyId RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances
    UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress`,
  eks: `AssociateAccessPolicy CreateAccessEntry CreateAddon CreateCluster CreateNodegroup CreatePodIdentityAssociation DeleteAccessEntry
    DeleteAddon DeleteCluster DeleteNodegroup DeletePodIdentityAssociation DisassociateAccessPolicy TagResource UntagResource
    UpdateAccessEntry UpdateAddon UpdateClusterConfig UpdateClusterVersion UpdateNodegroupConfig UpdateNodegroupVersion
    UpdatePodIdentityAssociation`,
  elasticache: `AddTagsToResource CreateCacheParameterGroup CreateCacheSubnetGroup CreateReplicationGroup CreateUser CreateUserGroup
    DecreaseReplicaCount DeleteCacheParameterGroup DeleteCacheSubnetGroup DeleteReplicationGroup DeleteUser DeleteUserGroup
    IncreaseReplicaCount ModifyCacheParameterGroup ModifyCacheSubnetGroup ModifyReplicationGroup ModifyUser ModifyUserGroup
    RemoveTagsFromResource ResetCacheParameterGroup`,
  events: 'DeleteRule DisableRule EnableRule PutRule PutTargets RemoveTargets TagResource UntagResource',
  guardduty: `CreateDetector CreatePublishingDestination DeleteDetector DeletePublishingDestination TagResource UntagResource UpdateDetector
    UpdatePublishingDestination`,
  iam: `AttachRolePolicy CreatePolicy CreatePolicyVersion CreateRole DeletePolicy DeletePolicyVersion DeleteRole DeleteRolePolicy
    DetachRolePolicy PutRolePolicy TagPolicy TagRole UntagPolicy UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription`,
  'iam-issuers': `AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider DeleteOpenIDConnectProvider
    RemoveClientIDFromOpenIDConnectProvider TagOpenIDConnectProvider UntagOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint`,
  'iam-service-roles': 'CreateServiceLinkedRole DeleteServiceLinkedRole',
  kafka: `CreateClusterV2 CreateConfiguration DeleteCluster DeleteConfiguration PutClusterPolicy TagResource UntagResource UpdateBrokerCount
    UpdateBrokerStorage UpdateBrokerType UpdateClusterConfiguration UpdateClusterKafkaVersion UpdateConfiguration UpdateMonitoring
    UpdateSecurity`,
  kms: `CreateAlias CreateGrant CreateKey Decrypt DeleteAlias DescribeKey DisableKey EnableKey EnableKeyRotation GenerateDataKey
    PutKeyPolicy RevokeGrant ScheduleKeyDeletion TagResource UntagResource UpdateAlias UpdateKeyDescription`,
  logs: `AssociateKmsKey CreateLogDelivery CreateLogGroup DeleteLogDelivery DeleteLogGroup DeleteMetricFilter DeleteResourcePolicy
    PutMetricFilter PutResourcePolicy PutRetentionPolicy TagResource UntagResource`,
  s3: `CreateBucket DeleteBucket DeleteBucketPolicy PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration
    PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning
    PutEncryptionConfiguration PutLifecycleConfiguration`,
  scheduler: `CreateSchedule CreateScheduleGroup DeleteSchedule DeleteScheduleGroup GetSchedule GetScheduleGroup ListTagsForResource
    TagResource UntagResource UpdateSchedule`,
  secretsmanager: `CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret PutResourcePolicy RestoreSecret TagResource
    UntagResource UpdateSecret ValidateResourcePolicy`,
  securityhub: `BatchDisableStandards BatchEnableStandards DisableSecurityHub EnableSecurityHub TagResource UntagResource
    UpdateSecurityHubConfiguration`,
  sns: `CreateTopic DeleteTopic SetSubscriptionAttributes SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource`,
} as const;

/** The calls of one entry, in IAM's words. */
export function actionsOf(entry: keyof typeof DEPLOYED_SERVICES): readonly string[] {
  const service = entry.startsWith('iam') ? 'iam' : entry;
  return DEPLOYED_SERVICES[entry]
    .split(/\s+/)
    .filter((call) => call !== '')
    .map((call) => `${service}:${call}`);
}
