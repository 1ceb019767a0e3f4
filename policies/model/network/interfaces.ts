import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isUnknown, Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { vpcEndpoints } from './endpoints';
import { type Id, type IdSet, idsAt, NO_IDS } from './ids';
import { writtenBlocks } from './written';

/** A resource with network interfaces: where they are, and what guards them. */
export interface Attachment {
  readonly resource: Resource;
  /** Empty where the subnets are given otherwise: a database by its subnet group. */
  readonly subnets: IdSet;
  readonly groups: IdSet;
}

interface Places {
  readonly subnets?: readonly string[];
  readonly groups?: readonly string[];
}

/**
 * Attributes that put a resource into subnets and groups. A `*` stands for every block. Source: the schema of the AWS
 * provider 5.100, attributes that hold subnet and security group identifiers.
 */
const PLACES: Readonly<Record<string, Places>> = {
  aws_lambda_function: { subnets: ['vpc_config.*.subnet_ids'], groups: ['vpc_config.*.security_group_ids'] },
  aws_instance: { subnets: ['subnet_id'], groups: ['vpc_security_group_ids', 'security_groups'] },
  aws_spot_instance_request: {
    subnets: ['subnet_id'],
    groups: ['vpc_security_group_ids', 'security_groups'],
  },
  aws_network_interface: { subnets: ['subnet_id'], groups: ['security_groups'] },
  aws_network_interface_sg_attachment: { groups: ['security_group_id'] },
  aws_launch_template: {
    subnets: ['network_interfaces.*.subnet_id'],
    groups: ['vpc_security_group_ids', 'security_group_names', 'network_interfaces.*.security_groups'],
  },
  aws_launch_configuration: { groups: ['security_groups'] },
  aws_autoscaling_group: { subnets: ['vpc_zone_identifier'] },
  aws_lb: { subnets: ['subnets', 'subnet_mapping.*.subnet_id'], groups: ['security_groups'] },
  aws_alb: { subnets: ['subnets', 'subnet_mapping.*.subnet_id'], groups: ['security_groups'] },
  aws_elb: { subnets: ['subnets'], groups: ['security_groups'] },
  aws_db_instance: { groups: ['vpc_security_group_ids', 'security_group_names'] },
  aws_rds_cluster: { groups: ['vpc_security_group_ids'] },
  aws_db_proxy: { subnets: ['vpc_subnet_ids'], groups: ['vpc_security_group_ids'] },
  aws_db_proxy_endpoint: { subnets: ['vpc_subnet_ids'], groups: ['vpc_security_group_ids'] },
  aws_db_subnet_group: { subnets: ['subnet_ids'] },
  aws_docdb_cluster: { groups: ['vpc_security_group_ids'] },
  aws_neptune_cluster: { groups: ['vpc_security_group_ids'] },
  aws_redshift_cluster: { groups: ['vpc_security_group_ids'] },
  aws_redshiftserverless_workgroup: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_elasticache_cluster: { groups: ['security_group_ids'] },
  aws_elasticache_replication_group: { groups: ['security_group_ids'] },
  aws_elasticache_serverless_cache: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_memorydb_cluster: { groups: ['security_group_ids'] },
  aws_dax_cluster: { groups: ['security_group_ids'] },
  aws_elasticsearch_domain: {
    subnets: ['vpc_options.*.subnet_ids'],
    groups: ['vpc_options.*.security_group_ids'],
  },
  aws_opensearch_domain: {
    subnets: ['vpc_options.*.subnet_ids'],
    groups: ['vpc_options.*.security_group_ids'],
  },
  aws_opensearchserverless_vpc_endpoint: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_ecs_service: {
    subnets: ['network_configuration.*.subnets'],
    groups: ['network_configuration.*.security_groups'],
  },
  aws_ecs_task_set: {
    subnets: ['network_configuration.*.subnets'],
    groups: ['network_configuration.*.security_groups'],
  },
  aws_eks_cluster: { subnets: ['vpc_config.*.subnet_ids'], groups: ['vpc_config.*.security_group_ids'] },
  aws_eks_node_group: { subnets: ['subnet_ids'], groups: ['remote_access.*.source_security_group_ids'] },
  aws_eks_fargate_profile: { subnets: ['subnet_ids'] },
  aws_efs_mount_target: { subnets: ['subnet_id'], groups: ['security_groups'] },
  aws_fsx_lustre_file_system: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_fsx_ontap_file_system: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_fsx_openzfs_file_system: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_fsx_windows_file_system: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_codebuild_project: { subnets: ['vpc_config.*.subnets'], groups: ['vpc_config.*.security_group_ids'] },
  aws_apigatewayv2_vpc_link: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_apprunner_vpc_connector: { subnets: ['subnets'], groups: ['security_groups'] },
  aws_route53_resolver_endpoint: { subnets: ['ip_address.*.subnet_id'], groups: ['security_group_ids'] },
  aws_msk_cluster: {
    subnets: ['broker_node_group_info.*.client_subnets'],
    groups: ['broker_node_group_info.*.security_groups'],
  },
  aws_msk_serverless_cluster: {
    subnets: ['vpc_config.*.subnet_ids'],
    groups: ['vpc_config.*.security_group_ids'],
  },
  aws_mskconnect_connector: {
    subnets: ['kafka_cluster.*.apache_kafka_cluster.*.vpc.*.subnets'],
    groups: ['kafka_cluster.*.apache_kafka_cluster.*.vpc.*.security_groups'],
  },
  aws_mq_broker: { subnets: ['subnet_ids'], groups: ['security_groups'] },
  aws_mwaa_environment: {
    subnets: ['network_configuration.*.subnet_ids'],
    groups: ['network_configuration.*.security_group_ids'],
  },
  aws_dms_replication_instance: { groups: ['vpc_security_group_ids'] },
  aws_emr_cluster: {
    subnets: ['ec2_attributes.*.subnet_id', 'ec2_attributes.*.subnet_ids'],
    groups: [
      'ec2_attributes.*.emr_managed_master_security_group',
      'ec2_attributes.*.emr_managed_slave_security_group',
      'ec2_attributes.*.service_access_security_group',
      'ec2_attributes.*.additional_master_security_groups',
      'ec2_attributes.*.additional_slave_security_groups',
    ],
  },
  aws_emr_studio: {
    subnets: ['subnet_ids'],
    groups: ['workspace_security_group_id', 'engine_security_group_id'],
  },
  aws_batch_compute_environment: {
    subnets: ['compute_resources.*.subnets'],
    groups: ['compute_resources.*.security_group_ids'],
  },
  aws_cloudwatch_event_target: {
    subnets: ['ecs_target.*.network_configuration.*.subnets'],
    groups: ['ecs_target.*.network_configuration.*.security_groups'],
  },
  aws_scheduler_schedule: {
    subnets: ['target.*.ecs_parameters.*.network_configuration.*.subnets'],
    groups: ['target.*.ecs_parameters.*.network_configuration.*.security_groups'],
  },
  aws_glue_connection: {
    subnets: ['physical_connection_requirements.*.subnet_id'],
    groups: ['physical_connection_requirements.*.security_group_id_list'],
  },
  aws_glue_dev_endpoint: { subnets: ['subnet_id'], groups: ['security_group_ids'] },
  aws_sagemaker_notebook_instance: { subnets: ['subnet_id'], groups: ['security_groups'] },
  aws_sagemaker_model: { subnets: ['vpc_config.*.subnets'], groups: ['vpc_config.*.security_group_ids'] },
  aws_sagemaker_domain: {
    subnets: ['subnet_ids'],
    groups: [
      'default_user_settings.*.security_groups',
      'domain_settings.*.security_group_ids',
      'default_space_settings.*.security_groups',
    ],
  },
  aws_transfer_server: {
    subnets: ['endpoint_details.*.subnet_ids'],
    groups: ['endpoint_details.*.security_group_ids'],
  },
  aws_workspaces_directory: { subnets: ['subnet_ids'] },
  aws_appstream_fleet: { subnets: ['vpc_config.*.subnet_ids'], groups: ['vpc_config.*.security_group_ids'] },
  aws_appstream_image_builder: {
    subnets: ['vpc_config.*.subnet_ids'],
    groups: ['vpc_config.*.security_group_ids'],
  },
  aws_cloud9_environment_ec2: { subnets: ['subnet_id'] },
  aws_directory_service_directory: { subnets: ['vpc_settings.*.subnet_ids'] },
  aws_imagebuilder_infrastructure_configuration: { subnets: ['subnet_id'], groups: ['security_group_ids'] },
  aws_quicksight_vpc_connection: { subnets: ['subnet_ids'], groups: ['security_group_ids'] },
  aws_synthetics_canary: {
    subnets: ['vpc_config.*.subnet_ids'],
    groups: ['vpc_config.*.security_group_ids'],
  },
  aws_verifiedaccess_endpoint: {
    subnets: ['load_balancer_options.*.subnet_ids'],
    groups: ['security_group_ids'],
  },
  aws_vpclattice_service_network_vpc_association: { groups: ['security_group_ids'] },
  aws_ec2_client_vpn_endpoint: { groups: ['security_group_ids'] },
  aws_ec2_instance_connect_endpoint: { subnets: ['subnet_id'], groups: ['security_group_ids'] },
  aws_nat_gateway: { subnets: ['subnet_id'] },
  aws_ec2_transit_gateway_vpc_attachment: { subnets: ['subnet_ids'] },
};

export const ATTACHED_TYPES: readonly string[] = Object.keys(PLACES);

/** Every resource that names subnets or groups for interfaces in the network. Use it as `context.derive(attachments)`. */
export function attachments(context: RuleContext): readonly Attachment[] {
  const { graph } = context;
  const found: Attachment[] = [];
  for (const [type, places] of Object.entries(PLACES)) {
    for (const resource of graph.byType(type)) {
      const subnets = collect(context, resource, places.subnets);
      const groups = collect(context, resource, places.groups);
      if (!(isNone(subnets) && isNone(groups))) found.push({ resource, subnets, groups });
    }
  }
  for (const endpoint of context.derive(vpcEndpoints).values()) {
    if (endpoint.type === 'Gateway') continue;
    found.push({ resource: endpoint.resource, subnets: endpoint.subnets, groups: endpoint.groups });
  }
  return found;
}

/** Who uses a group, by the group's id. */
export function usersOfGroups(context: RuleContext): ReadonlyMap<Id, readonly Attachment[]> {
  const found = new Map<Id, Attachment[]>();
  for (const attachment of context.derive(attachments)) {
    for (const id of [...attachment.groups.ids, ...attachment.groups.possible]) addTo(found, id, attachment);
  }
  return found;
}

function isNone({ ids, possible, unknown }: IdSet): boolean {
  return ids.length === 0 && possible.length === 0 && unknown === undefined;
}

function collect(context: RuleContext, resource: Resource, paths: readonly string[] = []): IdSet {
  let all: IdSet = NO_IDS;
  for (const path of paths) {
    for (const concrete of expanded(resource, path)) {
      const one =
        concrete instanceof Unknown
          ? { ...NO_IDS, unknown: concrete }
          : idsAt(context.graph, resource, concrete);
      const unknown = all.unknown ?? one.unknown;
      all = {
        ids: [...new Set([...all.ids, ...one.ids])],
        possible: [...new Set([...all.possible, ...one.possible])],
        ...(unknown ? { unknown } : {}),
      };
    }
  }
  return all;
}

/** The path with an index in the place of each star: one for each block. */
function expanded(resource: Resource, path: string): readonly (string | Unknown)[] {
  const star = path.indexOf('.*');
  if (star < 0) return [path];
  const head = path.slice(0, star);
  return writtenBlocks(resource, head).flatMap((block, index) =>
    isUnknown(block) ? [block] : expanded(resource, `${head}[${index}]${path.slice(star + 2)}`),
  );
}
