resource "aws_sqs_queue" "dead" {
  name                      = "moto-extension-dead"
  kms_master_key_id         = aws_kms_key.this.arn
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "work" {
  name                       = "moto-extension-work"
  visibility_timeout_seconds = 174
  kms_master_key_id          = aws_kms_key.this.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 3
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.work.arn]
  })
}

data "aws_iam_policy_document" "queue" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.dead.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

# Beside the redrive allow policy: setting the one must not erase the other.
resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id
  policy    = data.aws_iam_policy_document.queue.json
}

resource "aws_sns_topic" "this" {
  name              = "moto-extension"
  kms_master_key_id = aws_kms_key.this.arn
}

resource "aws_sns_topic_subscription" "function" {
  topic_arn           = aws_sns_topic.this.arn
  protocol            = "lambda"
  endpoint            = aws_lambda_alias.live.arn
  filter_policy       = jsonencode({ kind = ["cleared"] })
  filter_policy_scope = "MessageAttributes"
  redrive_policy      = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })
}

resource "aws_cloudwatch_event_bus" "this" {
  name               = "moto-extension"
  kms_key_identifier = aws_kms_key.this.arn
}

data "aws_iam_policy_document" "bus" {
  statement {
    sid       = "Publish"
    actions   = ["events:PutEvents"]
    resources = [aws_cloudwatch_event_bus.this.arn]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_cloudwatch_event_bus_policy" "this" {
  event_bus_name = aws_cloudwatch_event_bus.this.name
  policy         = data.aws_iam_policy_document.bus.json
}

resource "aws_cloudwatch_event_rule" "this" {
  name           = "moto-extension"
  event_bus_name = aws_cloudwatch_event_bus.this.name
  event_pattern  = jsonencode({ source = ["deposits"], detail-type = ["DepositReceived"] })
}

resource "aws_cloudwatch_event_target" "queue" {
  event_bus_name = aws_cloudwatch_event_bus.this.name
  rule           = aws_cloudwatch_event_rule.this.name
  target_id      = "queue"
  arn            = aws_sqs_queue.work.arn
  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 5
  }
}

resource "aws_cloudwatch_event_target" "function" {
  event_bus_name = aws_cloudwatch_event_bus.this.name
  rule           = aws_cloudwatch_event_rule.this.name
  target_id      = "function"
  arn            = aws_lambda_alias.live.arn
  input_transformer {
    input_paths    = { id = "$.detail.id", amount = "$.detail.amount" }
    input_template = "{\"note\": \"deposit <id>\", \"amount\": <amount>}"
  }
}

resource "aws_cloudwatch_event_archive" "this" {
  name             = "moto-extension"
  event_source_arn = aws_cloudwatch_event_bus.this.arn
  retention_days   = 30
}
