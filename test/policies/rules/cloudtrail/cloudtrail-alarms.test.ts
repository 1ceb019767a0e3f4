import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-alarms';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

/** What each alarm has to look for. */
const PATTERNS: readonly string[] = [
  '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
  '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }',
  '{ ($.eventName=DeleteGroupPolicy)||($.eventName=PutUserPolicy)||($.eventName=AttachRolePolicy)||($.eventName=CreatePolicyVersion) }',
  '{ ($.eventName=StopLogging)||($.eventName=DeleteTrail)||($.eventName=UpdateTrail) }',
  '{ ($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication") }',
  '{ ($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion) }',
  '{ ($.eventName=PutBucketPolicy)||($.eventName=PutBucketAcl) }',
  '{ ($.eventName=StopConfigurationRecorder)||($.eventName=PutConfigurationRecorder) }',
  '{ ($.eventName=AuthorizeSecurityGroupIngress)||($.eventName=RevokeSecurityGroupEgress)||($.eventName=CreateSecurityGroup) }',
  '{ ($.eventName=CreateNetworkAcl)||($.eventName=ReplaceNetworkAclEntry) }',
  '{ ($.eventName=CreateInternetGateway)||($.eventName=AttachInternetGateway)||($.eventName=CreateCustomerGateway) }',
  '{ ($.eventName=CreateRoute)||($.eventName=ReplaceRoute) }',
  '{ ($.eventName=CreateVpc)||($.eventName=ModifyVpcAttribute)||($.eventName=AcceptVpcPeeringConnection) }',
  '{ $.eventSource = "organizations.amazonaws.com" }',
];

const TRAIL = `resource "aws_cloudwatch_log_group" "g" {
  name = "/trail"
}
resource "aws_cloudtrail" "r" {
  is_multi_region_trail      = true
  cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.g.arn}:*"
}`;

const OWN_GROUP = 'aws_cloudwatch_log_group.g.name';

const filter = (pattern: string, index: number, group: string) => `
resource "aws_cloudwatch_log_metric_filter" "f${index}" {
  name           = "f${index}"
  log_group_name = ${group}
  pattern        = <<-EOT
    ${pattern}
  EOT
  metric_transformation {
    name      = "m${index}"
    namespace = "trail"
    value     = "1"
  }
}`;

const alarm = (index: number) => `
resource "aws_cloudwatch_metric_alarm" "a${index}" {
  alarm_name  = "a${index}"
  metric_name = "m${index}"
  namespace   = "trail"
}`;

testRule(rule, {
  pass: {
    'all kinds': TRAIL + PATTERNS.map((one, index) => filter(one, index, OWN_GROUP) + alarm(index)).join(''),
  },
  fail: {
    'no filter': TRAIL,
  },
  evasion: {
    'filters without an alarm': TRAIL + PATTERNS.map((one, index) => filter(one, index, OWN_GROUP)).join(''),
    'a filter on another group':
      TRAIL + PATTERNS.map((one, index) => filter(one, index, '"/other"') + alarm(index)).join(''),
  },
  silent: {
    'no log group here': of('is_multi_region_trail = true'),
  },
});
