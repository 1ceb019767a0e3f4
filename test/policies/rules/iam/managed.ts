/** A role to which the policy of AWS is attached. */
export const attached = (name: string): string => `resource "aws_iam_role_policy_attachment" "a" {
  role       = "r"
  policy_arn = "arn:aws:iam::aws:policy/${name}"
}`;

/** The same by the role's own list. */
export const listed = (name: string): string => `resource "aws_iam_role" "r" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::123456789012:policy/ours", "arn:aws:iam::aws:policy/${name}"]
}`;

/** The same through a data source, whose ARN nobody knows. */
export const found = (name: string): string => `data "aws_iam_policy" "p" {
  name = "${name}"
}
resource "aws_iam_group_policy_attachment" "a" {
  group      = "g"
  policy_arn = data.aws_iam_policy.p.arn
}`;

/** In whatever partition this is. */
export const anywhere = (name: string): string => `data "aws_partition" "here" {}
resource "aws_iam_user_policy_attachment" "a" {
  user       = "u"
  policy_arn = "arn:\${data.aws_partition.here.partition}:iam::aws:policy/${name}"
}`;

export const unknownPolicy = `variable "arn" {}
resource "aws_iam_role_policy_attachment" "a" {
  role       = "r"
  policy_arn = var.arn
}`;
