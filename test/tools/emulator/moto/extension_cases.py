"""Tests of the moto extension that need no server. extension.test.ts runs them."""

import base64
import json
import sys
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from types import SimpleNamespace

from moto.awslambda.models import lambda_backends
from moto.dynamodb.exceptions import ConditionalCheckFailed
from moto.dynamodb.models import dynamodb_backends
from moto.ec2.exceptions import InvalidSecurityGroupRuleIdNotFoundError
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.logs.models import logs_backends
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import sqs_backends

from vpc_lambda_moto import event_sources, patching
from vpc_lambda_moto.mends import dynamodb as _dynamodb  # noqa: F401: imported for what it replaces
from vpc_lambda_moto.mends import ec2_security_group_rules  # noqa: F401: imported for what it replaces
from vpc_lambda_moto.mends import lambda_copies as _lambda_copies  # noqa: F401: imported for what it replaces
from vpc_lambda_moto.mends import events_delivery, s3_logging, s3_policy, s3_post
from vpc_lambda_moto.mends import sqs as _sqs  # noqa: F401: imported for what it replaces


class ConditionalWrites(unittest.TestCase):
    def setUp(self):
        self.backend = dynamodb_backends["123456789012"]["eu-central-1"]
        self.backend.create_table(
            "keys",
            schema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            throughput=None,
            attr=[{"AttributeName": "pk", "AttributeType": "S"}],
            global_indexes=[],
            indexes=[],
            streams=None,
            billing_mode="PAY_PER_REQUEST",
            sse_specification=None,
            tags=[],
            deletion_protection_enabled=False,
            warm_throughput=None,
        )
        # Threads take turns as often as they can: what is not atomic shows.
        self.interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)

    def tearDown(self):
        sys.setswitchinterval(self.interval)
        self.backend.delete_table("keys")

    def claim(self, key, owner):
        try:
            self.backend.put_item(
                "keys",
                {"pk": {"S": key}, "owner": {"S": owner}},
                condition_expression="attribute_not_exists(#key)",
                expression_attribute_names={"#key": "pk"},
                expression_attribute_values={},
            )
            return True
        except ConditionalCheckFailed:
            return False

    def test_of_puts_that_arrive_together_one_finds_the_key_free(self):
        with ThreadPoolExecutor(8) as pool:
            for round in range(60):
                wins = list(pool.map(lambda owner: self.claim(f"key {round}", str(owner)), range(8)))
                self.assertEqual(wins.count(True), 1)


class SecurityGroupRules(unittest.TestCase):
    def setUp(self):
        self.backend = ec2_backends["123456789012"]["eu-central-1"]
        vpc = self.backend.create_vpc("10.0.0.0/16")
        self.group = self.backend.create_security_group("clients", "clients", vpc_id=vpc.id)

    def authorize(self, port):
        rules, _ = self.backend.authorize_security_group_ingress(
            group_name_or_id=self.group.id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            ip_ranges=[{"CidrIp": "10.0.0.0/16"}],
        )
        return rules[0].id

    def revoke(self, rule_id):
        self.backend.revoke_security_group_ingress(
            group_name_or_id=self.group.id,
            ip_protocol=None,
            from_port=None,
            to_port=None,
            ip_ranges=[],
            security_rule_ids=[rule_id],
        )

    def test_a_rule_that_is_gone_is_named_as_aws_names_it(self):
        rule_id = self.authorize(443)
        self.revoke(rule_id)
        with self.assertRaises(InvalidSecurityGroupRuleIdNotFoundError):
            self.revoke(rule_id)

    def test_rules_revoked_at_once_are_all_gone(self):
        for _ in range(5):
            ids = [self.authorize(port) for port in range(1000, 1040)]
            with ThreadPoolExecutor(16) as pool:
                list(pool.map(self.revoke, ids))
            self.assertEqual(self.group.ingress_rules, [])


class Functions(unittest.TestCase):
    def setUp(self):
        self.interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        self.logs = logs_backends["123456789012"]["eu-central-1"]
        self.backend = lambda_backends["123456789012"]["eu-central-1"]
        self.role = iam_backends["123456789012"]["aws"].create_role("runs", "{}", "/", None, "", [], 3600)

    def tearDown(self):
        sys.setswitchinterval(self.interval)
        for regions in (self.logs, self.backend, iam_backends["123456789012"]["aws"]):
            regions.reset()

    def create(self, number):
        return self.backend.create_function(
            {
                "FunctionName": f"function-{number}",
                "Role": self.role.arn,
                "Runtime": "nodejs22.x",
                "Handler": "index.handler",
                "Code": {"ZipFile": base64.b64encode(b"code").decode()},
                "Publish": True,
            }
        )

    def test_one_is_created_while_log_groups_are_made(self):
        for number in range(300):
            self.logs.create_log_group(f"/known/{number}", {})
        with ThreadPoolExecutor(2) as pool:
            functions = pool.submit(lambda: [self.create(number).version for number in range(10)])
            while not functions.done():
                self.logs.create_log_group(f"/made/{time.monotonic_ns()}", {})
            self.assertEqual(functions.result(), [1] * 10)

    def test_the_answer_is_a_copy_and_its_log_groups_are_not(self):
        answered = self.create(1)
        kept = self.backend.get_function("function-1")
        self.assertIsNot(answered, kept)
        self.assertEqual((answered.version, kept.version), (1, "$LATEST"))
        self.assertIs(answered.logs_backend, self.logs)


class Queues(unittest.TestCase):
    def setUp(self):
        self.backend = sqs_backends["123456789012"]["eu-central-1"]
        self.backend.create_queue("work", {})

    def tearDown(self):
        self.backend.delete_queue("work")

    def test_nothing_is_lost_or_given_twice_among_threads(self):
        sent, received = 400, []

        def send(number):
            self.backend.send_message("work", str(number))

        def take(_):
            for message in self.backend.receive_message("work", 10, 2, 30, ["All"]):
                received.append(message.body)
                self.backend.delete_message("work", message.receipt_handle)

        with ThreadPoolExecutor(16) as pool:
            takers = [pool.submit(take, number) for number in range(8)]
            list(pool.map(send, range(sent)))
            for taker in takers:
                taker.result()
            while len(received) < sent and self.backend.queues["work"].messages:
                list(pool.map(take, range(8)))
        self.assertEqual(sorted(received, key=int), [str(number) for number in range(sent)])
        self.assertEqual(self.backend.queues["work"].attributes["ApproximateNumberOfMessages"], 0)

    def test_counts_tell_visible_delayed_and_in_flight(self):
        self.backend.send_message("work", "a")
        self.backend.send_message("work", "b", delay_seconds=60)
        self.backend.send_message("work", "c")
        self.backend.receive_message("work", 1, 0, 30)
        attributes = self.backend.queues["work"].attributes
        self.assertEqual(attributes["ApproximateNumberOfMessages"], 1)
        self.assertEqual(attributes["ApproximateNumberOfMessagesDelayed"], 1)
        self.assertEqual(attributes["ApproximateNumberOfMessagesNotVisible"], 1)

    def test_an_empty_queue_is_waited_for_and_no_longer(self):
        began = time.monotonic()
        self.assertEqual(self.backend.receive_message("work", 1, 1, 30), [])
        self.assertTrue(0.9 < time.monotonic() - began < 3)

    def test_a_message_is_deleted_twice_but_not_an_unknown_one(self):
        self.backend.send_message("work", "a")
        (message,) = self.backend.receive_message("work", 1, 0, 30)
        self.backend.delete_message("work", message.receipt_handle)
        self.backend.delete_message("work", message.receipt_handle)
        with self.assertRaises(ReceiptHandleIsInvalid):
            self.backend.delete_message("work", "unknown")


class Patching(unittest.TestCase):
    def test_replaces_hands_the_original_over(self):
        class Owner:
            def greet(self, name):
                return f"hello {name}"

        @patching.replaces(Owner, "greet")
        def greet(original, self, name):
            return original(self, name).upper()

        self.assertEqual(Owner().greet("you"), "HELLO YOU")

    def test_a_static_method_stays_one(self):
        class Owner:
            @staticmethod
            def double(number):
                return 2 * number

        @patching.replaces(Owner, "double")
        def double(original, number):
            return original(number) + 1

        self.assertEqual(Owner().double(3), 7)

    def test_a_property_keeps_its_setter(self):
        class Owner:
            kept = 1

            @property
            def value(self):
                return self.kept

            @value.setter
            def value(self, value):
                self.kept = value

        @patching.replaces_property(Owner, "value")
        def value(original, self):
            return -original(self)

        owner = Owner()
        owner.value = 5
        self.assertEqual(owner.value, -5)

    def test_what_moto_no_longer_has_is_said(self):
        with self.assertRaisesRegex(patching.MotoChanged, "SimpleNamespace has no 'gone'"):
            patching.replaces(SimpleNamespace, "gone")
        with self.assertRaisesRegex(patching.MotoChanged, "no property 'gone'"):
            patching.replaces_property(SimpleNamespace, "gone")

    def test_what_is_stored_goes_with_a_reset(self):
        class Backend:
            pass

        backend = Backend()
        patching.store(backend, "things")["a"] = 1
        self.assertEqual(patching.store(backend, "things"), {"a": 1})
        backend.__dict__ = {}
        self.assertEqual(patching.store(backend, "things"), {})


class PostPolicy(unittest.TestCase):
    NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)

    def check(self, conditions, form, file=b"12345", expiration="2026-01-01T00:01:00Z"):
        policy = json.dumps({"expiration": expiration, "conditions": conditions}).encode()
        encoded = base64.b64encode(policy).decode()
        s3_post.check(encoded, {"policy": encoded, **form}, "bucket", file, self.NOW)

    def refused(self, *arguments, **named):
        with self.assertRaises(s3_post.PostRefused) as caught:
            self.check(*arguments, **named)
        return caught.exception.code

    CONDITIONS = [
        {"bucket": "bucket"},
        ["starts-with", "$key", "uploads/"],
        ["eq", "$Content-Type", "image/png"],
        ["content-length-range", 2, 5],
    ]
    FORM = {"key": "uploads/a.png", "content-type": "image/png"}

    def test_what_keeps_to_the_policy_is_taken(self):
        self.check(self.CONDITIONS, self.FORM)

    def test_each_condition_is_checked(self):
        self.assertEqual(self.refused(self.CONDITIONS, {**self.FORM, "key": "other/a.png"}), "AccessDenied")
        self.assertEqual(self.refused(self.CONDITIONS, {**self.FORM, "content-type": "x"}), "AccessDenied")
        self.assertEqual(self.refused(self.CONDITIONS, {"key": "uploads/a"}), "AccessDenied")
        self.assertEqual(self.refused([{"bucket": "other"}], {}), "AccessDenied")
        self.assertEqual(self.refused(self.CONDITIONS, self.FORM, file=b"1"), "EntityTooSmall")
        self.assertEqual(self.refused(self.CONDITIONS, self.FORM, file="123456"), "EntityTooLarge")

    def test_expiry_is_exclusive(self):
        self.assertEqual(
            self.refused(self.CONDITIONS, self.FORM, expiration="2026-01-01T00:00:00.000Z"), "AccessDenied"
        )

    def test_a_field_that_no_condition_names_is_refused(self):
        self.assertEqual(self.refused(self.CONDITIONS, {**self.FORM, "acl": "public-read"}), "AccessDenied")
        self.check(self.CONDITIONS, {**self.FORM, "x-ignore-me": "1", "x-amz-signature": "s"})

    def test_what_is_not_a_policy_is_said(self):
        with self.assertRaises(s3_post.PostRefused) as caught:
            s3_post.check("bm90IGpzb24=", {}, "bucket", b"", self.NOW)
        self.assertEqual(caught.exception.code, "InvalidPolicyDocument")


class BucketPolicy(unittest.TestCase):
    def permission(self, *statements):
        policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)}).encode()
        bucket = SimpleNamespace(policy=policy)
        return s3_policy.get_permission(None, bucket, "s3:GetObject", "arn:aws:s3:::b/k").name

    def statement(self, effect, condition=None):
        made = {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}
        return made if condition is None else {**made, "Condition": condition}

    def test_tls_only_lets_the_loopback_through(self):
        plain = {"Bool": {"aws:SecureTransport": "false"}}
        self.assertEqual(self.permission(self.statement("Deny", plain)), "NEUTRAL")
        old = {"NumericLessThan": {"s3:TlsVersion": "1.2"}}
        self.assertEqual(self.permission(self.statement("Deny", old)), "NEUTRAL")

    def test_a_condition_that_holds_applies(self):
        tls = {"Bool": {"aws:SecureTransport": ["true"]}}
        self.assertEqual(self.permission(self.statement("Deny", tls)), "DENIED")
        self.assertEqual(self.permission(self.statement("Allow", tls)), "PERMITTED")

    def test_a_condition_that_cannot_be_judged_leaves_its_statement_out(self):
        for condition in ({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, {"Null": {"aws:SecureTransport": "true"}}):
            self.assertEqual(self.permission(self.statement("Deny", condition)), "NEUTRAL")

    def test_without_a_condition_nothing_changes(self):
        self.assertEqual(self.permission(self.statement("Deny")), "DENIED")


class AccessLogs(unittest.TestCase):
    BUCKET = {"partition": "aws", "name": "logs"}

    def allowed(self, prefix="a/", **changes):
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": "arn:aws:s3:::logs/a/*",
            **changes,
        }
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
        policy = json.dumps({"Statement": [deny, statement]}).encode()
        bucket = SimpleNamespace(policy=policy, **self.BUCKET)
        return s3_logging.log_permissions_enabled_policy(None, bucket, prefix)

    def test_only_what_lets_the_service_write_below_the_prefix_counts(self):
        self.assertTrue(self.allowed())
        self.assertTrue(self.allowed(Resource=["arn:aws:s3:::logs/*"], Action=["s3:*"]))
        self.assertFalse(self.allowed(prefix="b/"))
        self.assertFalse(self.allowed(Action="s3:GetObject"))
        self.assertFalse(self.allowed(Principal={"Service": "lambda.amazonaws.com"}))
        self.assertFalse(self.allowed(Resource="arn:aws:s3:::other/*"))


class EventInput(unittest.TestCase):
    EVENT = {"id": "1", "detail": {"name": 'quo"te', "amount": 12, "list": ["a"]}}

    def test_a_target_receives_what_it_asks_for(self):
        deliver = events_delivery.target_input
        self.assertEqual(deliver({"Input": '{"a": 1}'}, self.EVENT), '{"a": 1}')
        self.assertEqual(json.loads(deliver({"InputPath": "$.detail.list"}, self.EVENT)), ["a"])
        self.assertEqual(json.loads(deliver({}, self.EVENT)), self.EVENT)

    def test_a_template_is_filled_in_by_where_the_value_stands(self):
        paths = {"name": "$.detail.name", "amount": "$.detail.amount", "list": "$.detail.list", "none": "$.x"}
        template = '{"text": "<name> pays <amount>", "name": <name>, "n": <amount>, "l": <list>, "none": <none>}'
        filled = json.loads(events_delivery.transformed(template, paths, self.EVENT))
        expected = {"text": 'quo"te pays 12', "name": 'quo"te', "n": 12, "l": ["a"], "none": None}
        self.assertEqual(filled, expected)

    def test_the_whole_event_can_be_had_and_other_brackets_stay(self):
        filled = events_delivery.transformed('{"e": <aws.events.event>, "b": "<b>"}', {}, self.EVENT)
        self.assertEqual(json.loads(filled), {"e": self.EVENT, "b": "<b>"})

    def test_the_time_is_written_as_aws_does(self):
        event = {"time": 1767225600.0, "ingestion-time": 1.0, "account": "1"}
        self.assertEqual(events_delivery.published(event), {"time": "2026-01-01T00:00:00Z", "account": "1"})
        self.assertEqual(events_delivery.published({"time": "2026-01-01T00:00:00Z"})["time"], "2026-01-01T00:00:00Z")


class PartialBatches(unittest.TestCase):
    IDS = {"a", "b"}

    def failures(self, answer):
        payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return event_sources.failures(payload, self.IDS)

    def test_nothing_reported_is_success(self):
        for answer in (b"", None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}):
            self.assertEqual(self.failures(answer), set())

    def test_what_is_reported_failed(self):
        self.assertEqual(self.failures({"batchItemFailures": [{"itemIdentifier": "b"}]}), {"b"})

    def test_a_report_that_cannot_be_understood_fails_the_batch(self):
        for answer in (
            b"not json",
            "text",
            {"batchItemFailures": [{"wrong": "a"}]},
            {"batchItemFailures": [{"itemIdentifier": "other"}]},
            {"batchItemFailures": [{"itemIdentifier": ""}]},
        ):
            self.assertEqual(self.failures(answer), self.IDS)


if __name__ == "__main__":
    unittest.main()
