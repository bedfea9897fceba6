import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** A network without flow logs hides who talked to whom. */
export const flowLogs = defineRule<TerraformResource>({
  id: 'LOG-003',
  area: 'logging',
  severity: 'medium',
  title: 'every network records its flows, refused ones too',
  risk: 'data can be carried out of a network without a trace',
  fix: 'add a flow log for all traffic to the VPC, or log_config without sampling to the subnetwork',
  population: 'VPCs, subnetworks, NAT gateways and DNS policies',
  covers: [
    'aws_vpc',
    'aws_flow_log',
    'google_compute_subnetwork',
    'google_compute_router_nat',
    'google_compute_network',
    'google_dns_policy',
  ],
  crossDomain: false,
  waivable: true,
  select: (graph) =>
    graph.terraform('aws_vpc', 'google_compute_subnetwork', 'google_compute_router_nat', 'google_dns_policy'),
  check: (subject, graph) => {
    switch (subject.kind) {
      case 'aws_vpc':
        return judgeVpc(subject, graph);
      case 'google_dns_policy':
        return requireTrue(subject, 'enable_logging', 'queries are not logged');
      case 'google_compute_router_nat':
        return requireTrue(subject, 'log_config.0.enable', 'translated connections are not logged');
      default:
        return judgeSubnetwork(subject);
    }
  },
});

function judgeVpc(vpc: TerraformResource, graph: ArtifactGraph): Verdict {
  const logs = graph.terraform('aws_flow_log').filter((log) => log.target('vpc_id') === vpc);
  if (logs.length === 0) return fail('no flow log is attached', { evidence: null });
  return gravest(
    logs.map((log) =>
      judgeValue(log.value('traffic_type'), (type) =>
        type === 'ALL' ? pass() : fail(`only ${inWords(type)} traffic is logged`, { evidence: type ?? null }),
      ),
    ),
  );
}

function judgeSubnetwork(subnetwork: TerraformResource): Verdict {
  // Proxy-only subnetworks cannot log.
  const purpose = subnetwork.value('purpose');
  if (purpose.state === 'known' && /PROXY/.test(inWords(purpose.value))) return pass();
  if (subnetwork.blocks('log_config').length === 0) return fail('flows are not logged', { evidence: null });
  return judgeValue(subnetwork.value('log_config.0.flow_sampling'), (share) =>
    share === 1 ? pass() : fail(`only ${inWords(share ?? 0.5)} of the flows are logged`, { evidence: share ?? null }),
  );
}

const requireTrue = (subject: TerraformResource, path: string, message: string): Verdict =>
  judgeValue(subject.value(path), (value) => (value === true ? pass() : fail(message, { evidence: value ?? null })));
