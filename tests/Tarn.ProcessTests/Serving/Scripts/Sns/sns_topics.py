"""SNS: topics, subscribers over HTTP that confirm, filters, raw messages, batches, tags."""
import http.server
import json
import queue
import sys
import threading
import urllib.request
import boto3
from botocore.exceptions import ClientError

sns = boto3.client("sns", endpoint_url=sys.argv[1])
posts = queue.Queue()


class Subscriber(http.server.BaseHTTPRequestHandler):
    failures = 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        posts.put((self.path, dict(self.headers), body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Subscriber)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def take(count):
    return [posts.get(timeout=30) for _ in range(count)]


def subscribe(path, **attributes):
    made = sns.subscribe(TopicArn=arn, Protocol="http", Endpoint=url + path, Attributes=attributes)
    assert made["SubscriptionArn"] == "pending confirmation"
    (found, headers, body), = take(1)
    question = json.loads(body)
    assert found == path and question["Type"] == headers["x-amz-sns-message-type"] == "SubscriptionConfirmation"
    assert question["TopicArn"] == arn
    urllib.request.urlopen(question["SubscribeURL"]).read()
    return next(one["SubscriptionArn"] for one in sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
                if one["Endpoint"] == url + path)


arn = sns.create_topic(Name="alerts", Attributes={"DisplayName": "Alerts"}, Tags=[
    {"Key": "team", "Value": "data"}])["TopicArn"]
assert arn.endswith(":000000000000:alerts")
assert sns.create_topic(Name="alerts")["TopicArn"] == arn
assert error(sns.create_topic, Name="alerts", Attributes={"DisplayName": "Other"}) == "InvalidParameter"
assert error(sns.create_topic, Name="no name") == "InvalidParameter"
assert error(sns.create_topic, Name="x.fifo", Attributes={"FifoTopic": "true"}) == "InvalidParameter"
attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
assert (attributes["DisplayName"], attributes["Owner"]) == ("Alerts", "000000000000")
assert json.loads(attributes["Policy"])["Statement"][0]["Resource"] == arn
sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="Alarms")
assert sns.get_topic_attributes(TopicArn=arn)["Attributes"]["DisplayName"] == "Alarms"
assert [topic["TopicArn"] for topic in sns.list_topics()["Topics"] if topic["TopicArn"].endswith(":alerts")] == [arn]
sns.tag_resource(ResourceArn=arn, Tags=[{"Key": "env", "Value": "test"}])
sns.untag_resource(ResourceArn=arn, TagKeys=["team"])
assert sns.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "env", "Value": "test"}]

# Only who has confirmed gets messages, and only those it wants.
pending = sns.subscribe(TopicArn=arn, Protocol="http", Endpoint=url + "/never", ReturnSubscriptionArn=True)
take(1)
assert sns.get_subscription_attributes(
    SubscriptionArn=pending["SubscriptionArn"])["Attributes"]["PendingConfirmation"] == "true"
every = subscribe("/all")
raw = subscribe("/raw", RawMessageDelivery="true", FilterPolicy=json.dumps(
    {"severity": ["error", {"prefix": "crit"}], "count": [{"numeric": [">=", 3]}]}))
body = subscribe("/body", FilterPolicyScope="MessageBody", FilterPolicy='{"job": {"name": [{"suffix": "-etl"}]}}')
values = {"severity": {"DataType": "String", "StringValue": "error"},
          "count": {"DataType": "Number", "StringValue": "3"}}
text = json.dumps({"job": {"name": "orders-etl"}})
message_id = sns.publish(TopicArn=arn, Message=text, Subject="größe", MessageAttributes=values)["MessageId"]
got = {path: (headers, sent) for path, headers, sent in take(3)}
assert sorted(got) == ["/all", "/body", "/raw"]
assert got["/raw"][1] == text and got["/raw"][0]["x-amz-sns-rawdelivery"] == "true"
told = json.loads(got["/all"][1])
assert (told["Type"], told["MessageId"], told["Subject"], told["Message"]) == (
    "Notification", message_id, "größe", text)
assert told["MessageAttributes"]["count"] == {"Type": "Number", "Value": "3"}
sns.publish(TopicArn=arn, Message="plain", MessageAttributes={
    "severity": {"DataType": "String", "StringValue": "info"}})
assert [path for path, _, _ in take(1)] == ["/all"]
sns.publish(TopicArn=arn, MessageStructure="json", Message=json.dumps({"default": "d", "http": "over http"}))
assert json.loads(take(1)[0][2])["Message"] == "over http"

# Attributes of subscriptions.
sns.set_subscription_attributes(SubscriptionArn=raw, AttributeName="FilterPolicy", AttributeValue="{}")
kept = sns.get_subscription_attributes(SubscriptionArn=raw)["Attributes"]
assert kept["RawMessageDelivery"] == "true" and "FilterPolicy" not in kept
assert error(sns.set_subscription_attributes, SubscriptionArn=raw, AttributeName="FilterPolicy",
             AttributeValue='{"a": [{"cidr": "10.0.0.0/8"}]}') == "InvalidParameter"
assert error(sns.set_subscription_attributes, SubscriptionArn=raw, AttributeName="RedrivePolicy",
             AttributeValue='{"deadLetterTargetArn": "x"}') == "InvalidParameter"

# Batches say of each entry what came of it.
sns.unsubscribe(SubscriptionArn=raw)
sns.unsubscribe(SubscriptionArn=body)
batch = sns.publish_batch(TopicArn=arn, PublishBatchRequestEntries=[
    {"Id": "1", "Message": "one"}, {"Id": "2", "Message": "two", "Subject": "x" * 200}])
assert [one["Id"] for one in batch["Successful"]] == ["1"] and [one["Id"] for one in batch["Failed"]] == ["2"]
assert json.loads(take(1)[0][2])["Message"] == "one"
assert error(sns.publish_batch, TopicArn=arn, PublishBatchRequestEntries=[
    {"Id": "1", "Message": "a"}, {"Id": "1", "Message": "b"}]) == "BatchEntryIdsNotDistinct"

# Links of messages work without a signature; wrong ones do not.
urllib.request.urlopen(told["UnsubscribeURL"]).read()
assert error(sns.get_subscription_attributes, SubscriptionArn=every) == "NotFound"
assert error(sns.confirm_subscription, TopicArn=arn, Token="wrong") == "InvalidParameter"
assert error(sns.publish, TopicArn=arn + "x", Message="m") == "NotFound"
assert error(sns.publish, PhoneNumber="+100", Message="m") == "InvalidParameter"
assert error(sns.subscribe, TopicArn=arn, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:0:q") == "InvalidParameter"
assert error(sns.subscribe, TopicArn=arn, Protocol="email", Endpoint="a@example.com") == "InvalidParameter"
sns.delete_topic(TopicArn=arn)
sns.delete_topic(TopicArn=arn)
assert error(sns.get_topic_attributes, TopicArn=arn) == "NotFound"
assert posts.empty()
print("done")
