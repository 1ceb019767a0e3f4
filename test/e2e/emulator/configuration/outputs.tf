output "function_name" {
  value = aws_lambda_function.this.function_name
}

output "master_secret_arn" {
  value = aws_rds_cluster.this.master_user_secret[0].secret_arn
}

output "vpc_of_function" {
  value = aws_lambda_function.this.vpc_config[0].vpc_id
}

output "vpc_id" {
  value = aws_vpc.this.id
}
