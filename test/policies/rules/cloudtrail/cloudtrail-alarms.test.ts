import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-alarms';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'all kinds': `resource "aws_cloudwatch_log_group" "g" {
  name = "/trail"
}
resource "aws_cloudtrail" "r" {
  is_multi_region_trail      = true
  cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.g.arn}:*"
}
resource "aws_cloudwatch_log_metric_filter" "f0" {
  name           = "f0"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }
  EOT
  metric_transformation {
    name      = "m0"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a0" {
  alarm_name  = "a0"
  metric_name = "m0"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f1" {
  name           = "f1"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }
  EOT
  metric_transformation {
    name      = "m1"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a1" {
  alarm_name  = "a1"
  metric_name = "m1"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f2" {
  name           = "f2"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }
  EOT
  metric_transformation {
    name      = "m2"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a2" {
  alarm_name  = "a2"
  metric_name = "m2"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f3" {
  name           = "f3"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=DeleteGroupPolicy)||($.eventName=PutUserPolicy)||($.eventName=AttachRolePolicy)||($.eventName=CreatePolicyVersion) }
  EOT
  metric_transformation {
    name      = "m3"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a3" {
  alarm_name  = "a3"
  metric_name = "m3"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f4" {
  name           = "f4"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=StopLogging)||($.eventName=DeleteTrail)||($.eventName=UpdateTrail) }
  EOT
  metric_transformation {
    name      = "m4"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a4" {
  alarm_name  = "a4"
  metric_name = "m4"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f5" {
  name           = "f5"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication") }
  EOT
  metric_transformation {
    name      = "m5"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a5" {
  alarm_name  = "a5"
  metric_name = "m5"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f6" {
  name           = "f6"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion) }
  EOT
  metric_transformation {
    name      = "m6"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a6" {
  alarm_name  = "a6"
  metric_name = "m6"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f7" {
  name           = "f7"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=PutBucketPolicy)||($.eventName=PutBucketAcl) }
  EOT
  metric_transformation {
    name      = "m7"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a7" {
  alarm_name  = "a7"
  metric_name = "m7"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f8" {
  name           = "f8"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=StopConfigurationRecorder)||($.eventName=PutConfigurationRecorder) }
  EOT
  metric_transformation {
    name      = "m8"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a8" {
  alarm_name  = "a8"
  metric_name = "m8"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f9" {
  name           = "f9"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=AuthorizeSecurityGroupIngress)||($.eventName=RevokeSecurityGroupEgress)||($.eventName=CreateSecurityGroup) }
  EOT
  metric_transformation {
    name      = "m9"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a9" {
  alarm_name  = "a9"
  metric_name = "m9"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f10" {
  name           = "f10"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateNetworkAcl)||($.eventName=ReplaceNetworkAclEntry) }
  EOT
  metric_transformation {
    name      = "m10"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a10" {
  alarm_name  = "a10"
  metric_name = "m10"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f11" {
  name           = "f11"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateInternetGateway)||($.eventName=AttachInternetGateway)||($.eventName=CreateCustomerGateway) }
  EOT
  metric_transformation {
    name      = "m11"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a11" {
  alarm_name  = "a11"
  metric_name = "m11"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f12" {
  name           = "f12"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateRoute)||($.eventName=ReplaceRoute) }
  EOT
  metric_transformation {
    name      = "m12"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a12" {
  alarm_name  = "a12"
  metric_name = "m12"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f13" {
  name           = "f13"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateVpc)||($.eventName=ModifyVpcAttribute)||($.eventName=AcceptVpcPeeringConnection) }
  EOT
  metric_transformation {
    name      = "m13"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a13" {
  alarm_name  = "a13"
  metric_name = "m13"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f14" {
  name           = "f14"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { $.eventSource = "organizations.amazonaws.com" }
  EOT
  metric_transformation {
    name      = "m14"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a14" {
  alarm_name  = "a14"
  metric_name = "m14"
  namespace   = "trail"
}`,
  },
  fail: {
    'no filter': `resource "aws_cloudwatch_log_group" "g" {
  name = "/trail"
}
resource "aws_cloudtrail" "r" {
  is_multi_region_trail      = true
  cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.g.arn}:*"
}`,
  },
  evasion: {
    'filters without an alarm': `resource "aws_cloudwatch_log_group" "g" {
  name = "/trail"
}
resource "aws_cloudtrail" "r" {
  is_multi_region_trail      = true
  cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.g.arn}:*"
}
resource "aws_cloudwatch_log_metric_filter" "f0" {
  name           = "f0"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }
  EOT
  metric_transformation {
    name      = "m0"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f1" {
  name           = "f1"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }
  EOT
  metric_transformation {
    name      = "m1"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f2" {
  name           = "f2"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }
  EOT
  metric_transformation {
    name      = "m2"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f3" {
  name           = "f3"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=DeleteGroupPolicy)||($.eventName=PutUserPolicy)||($.eventName=AttachRolePolicy)||($.eventName=CreatePolicyVersion) }
  EOT
  metric_transformation {
    name      = "m3"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f4" {
  name           = "f4"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=StopLogging)||($.eventName=DeleteTrail)||($.eventName=UpdateTrail) }
  EOT
  metric_transformation {
    name      = "m4"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f5" {
  name           = "f5"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication") }
  EOT
  metric_transformation {
    name      = "m5"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f6" {
  name           = "f6"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion) }
  EOT
  metric_transformation {
    name      = "m6"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f7" {
  name           = "f7"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=PutBucketPolicy)||($.eventName=PutBucketAcl) }
  EOT
  metric_transformation {
    name      = "m7"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f8" {
  name           = "f8"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=StopConfigurationRecorder)||($.eventName=PutConfigurationRecorder) }
  EOT
  metric_transformation {
    name      = "m8"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f9" {
  name           = "f9"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=AuthorizeSecurityGroupIngress)||($.eventName=RevokeSecurityGroupEgress)||($.eventName=CreateSecurityGroup) }
  EOT
  metric_transformation {
    name      = "m9"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f10" {
  name           = "f10"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateNetworkAcl)||($.eventName=ReplaceNetworkAclEntry) }
  EOT
  metric_transformation {
    name      = "m10"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f11" {
  name           = "f11"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateInternetGateway)||($.eventName=AttachInternetGateway)||($.eventName=CreateCustomerGateway) }
  EOT
  metric_transformation {
    name      = "m11"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f12" {
  name           = "f12"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateRoute)||($.eventName=ReplaceRoute) }
  EOT
  metric_transformation {
    name      = "m12"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f13" {
  name           = "f13"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { ($.eventName=CreateVpc)||($.eventName=ModifyVpcAttribute)||($.eventName=AcceptVpcPeeringConnection) }
  EOT
  metric_transformation {
    name      = "m13"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_log_metric_filter" "f14" {
  name           = "f14"
  log_group_name = aws_cloudwatch_log_group.g.name
  pattern        = <<-EOT
    { $.eventSource = "organizations.amazonaws.com" }
  EOT
  metric_transformation {
    name      = "m14"
    namespace = "trail"
    value     = "1"
  }
}`,
    'a filter on another group': `resource "aws_cloudwatch_log_group" "g" {
  name = "/trail"
}
resource "aws_cloudtrail" "r" {
  is_multi_region_trail      = true
  cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.g.arn}:*"
}
resource "aws_cloudwatch_log_metric_filter" "f0" {
  name           = "f0"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }
  EOT
  metric_transformation {
    name      = "m0"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a0" {
  alarm_name  = "a0"
  metric_name = "m0"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f1" {
  name           = "f1"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }
  EOT
  metric_transformation {
    name      = "m1"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a1" {
  alarm_name  = "a1"
  metric_name = "m1"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f2" {
  name           = "f2"
  log_group_name = "/other"
  pattern        = <<-EOT
    { $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }
  EOT
  metric_transformation {
    name      = "m2"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a2" {
  alarm_name  = "a2"
  metric_name = "m2"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f3" {
  name           = "f3"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=DeleteGroupPolicy)||($.eventName=PutUserPolicy)||($.eventName=AttachRolePolicy)||($.eventName=CreatePolicyVersion) }
  EOT
  metric_transformation {
    name      = "m3"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a3" {
  alarm_name  = "a3"
  metric_name = "m3"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f4" {
  name           = "f4"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=StopLogging)||($.eventName=DeleteTrail)||($.eventName=UpdateTrail) }
  EOT
  metric_transformation {
    name      = "m4"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a4" {
  alarm_name  = "a4"
  metric_name = "m4"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f5" {
  name           = "f5"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication") }
  EOT
  metric_transformation {
    name      = "m5"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a5" {
  alarm_name  = "a5"
  metric_name = "m5"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f6" {
  name           = "f6"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion) }
  EOT
  metric_transformation {
    name      = "m6"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a6" {
  alarm_name  = "a6"
  metric_name = "m6"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f7" {
  name           = "f7"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=PutBucketPolicy)||($.eventName=PutBucketAcl) }
  EOT
  metric_transformation {
    name      = "m7"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a7" {
  alarm_name  = "a7"
  metric_name = "m7"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f8" {
  name           = "f8"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=StopConfigurationRecorder)||($.eventName=PutConfigurationRecorder) }
  EOT
  metric_transformation {
    name      = "m8"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a8" {
  alarm_name  = "a8"
  metric_name = "m8"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f9" {
  name           = "f9"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=AuthorizeSecurityGroupIngress)||($.eventName=RevokeSecurityGroupEgress)||($.eventName=CreateSecurityGroup) }
  EOT
  metric_transformation {
    name      = "m9"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a9" {
  alarm_name  = "a9"
  metric_name = "m9"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f10" {
  name           = "f10"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=CreateNetworkAcl)||($.eventName=ReplaceNetworkAclEntry) }
  EOT
  metric_transformation {
    name      = "m10"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a10" {
  alarm_name  = "a10"
  metric_name = "m10"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f11" {
  name           = "f11"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=CreateInternetGateway)||($.eventName=AttachInternetGateway)||($.eventName=CreateCustomerGateway) }
  EOT
  metric_transformation {
    name      = "m11"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a11" {
  alarm_name  = "a11"
  metric_name = "m11"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f12" {
  name           = "f12"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=CreateRoute)||($.eventName=ReplaceRoute) }
  EOT
  metric_transformation {
    name      = "m12"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a12" {
  alarm_name  = "a12"
  metric_name = "m12"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f13" {
  name           = "f13"
  log_group_name = "/other"
  pattern        = <<-EOT
    { ($.eventName=CreateVpc)||($.eventName=ModifyVpcAttribute)||($.eventName=AcceptVpcPeeringConnection) }
  EOT
  metric_transformation {
    name      = "m13"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a13" {
  alarm_name  = "a13"
  metric_name = "m13"
  namespace   = "trail"
}
resource "aws_cloudwatch_log_metric_filter" "f14" {
  name           = "f14"
  log_group_name = "/other"
  pattern        = <<-EOT
    { $.eventSource = "organizations.amazonaws.com" }
  EOT
  metric_transformation {
    name      = "m14"
    namespace = "trail"
    value     = "1"
  }
}
resource "aws_cloudwatch_metric_alarm" "a14" {
  alarm_name  = "a14"
  metric_name = "m14"
  namespace   = "trail"
}`,
  },
  silent: {
    'no log group here': of('is_multi_region_trail = true'),
  },
});
