# One configuration with a resource for each mend of the moto extension, and the services that the system uses.
# Applied, planned again and destroyed by moto-extension.test.ts.

# Two builds of a function: a change of the path is a change of the code.
variable "package" {
  type = string
}

variable "compression" {
  type    = number
  default = 1024
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

resource "aws_kms_key" "this" {
  description             = "everything in this test"
  deletion_window_in_days = 7
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "this" {
  name          = "alias/moto-extension"
  target_key_id = aws_kms_key.this.key_id
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}
