resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "moto-extension-errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  period              = 60
  statistic           = "Sum"
  treat_missing_data  = "notBreaching"
  dimensions          = { FunctionName = aws_lambda_function.this.function_name }
  alarm_actions       = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_composite_alarm" "any" {
  alarm_name        = "moto-extension-any"
  alarm_description = "one of the alarms"
  alarm_rule        = "ALARM(${aws_cloudwatch_metric_alarm.errors.alarm_name})"
  alarm_actions     = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_query_definition" "errors" {
  name            = "moto-extension/errors"
  log_group_names = [aws_cloudwatch_log_group.function.name]
  query_string    = "fields @timestamp, @message | filter level = \"error\" | limit 20"
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.function.name
  pattern        = "{ $.level = \"error\" }"
  metric_transformation {
    name          = "Errors"
    namespace     = "Deposits"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_xray_sampling_rule" "this" {
  rule_name      = "moto-extension"
  priority       = 1000
  version        = 1
  reservoir_size = 1
  fixed_rate     = 0.05
  url_path       = "*"
  host           = "*"
  http_method    = "*"
  service_type   = "*"
  service_name   = "*"
  resource_arn   = "*"
}

resource "aws_xray_group" "this" {
  group_name        = "moto-extension"
  filter_expression = "service(\"moto-extension\")"
  insights_configuration {
    insights_enabled      = true
    notifications_enabled = false
  }
}
