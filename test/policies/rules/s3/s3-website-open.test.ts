import { rule } from '../../../../policies/rules/s3/s3-website-open';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'through CloudFront': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_website_configuration" "r" {
  bucket = aws_s3_bucket.r.id
}
resource "aws_s3_bucket_policy" "r" {
  bucket = aws_s3_bucket.r.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::b/*"
    }]
  })
}`,
  },
  fail: {
    'no policy': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_website_configuration" "r" {
  bucket = aws_s3_bucket.r.id
}`,
    inside: of(`website {
    index_document = "index.html"
  }`),
  },
  evasion: {
    'everybody besides': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_website_configuration" "r" {
  bucket = aws_s3_bucket.r.id
}
resource "aws_s3_bucket_policy" "r" {
  bucket = aws_s3_bucket.r.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::b/*"
      }, {
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::b/*"
    }]
  })
}`,
  },
  silent: {
    'no website': of('bucket = "b"'),
  },
});
