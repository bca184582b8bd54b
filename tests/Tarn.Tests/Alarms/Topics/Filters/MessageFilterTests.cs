using Tarn.Alarms.Topics;
using Tarn.Alarms.Topics.Filters;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Alarms.Topics.Filters;

public sealed class MessageFilterTests
{
    [Theory]
    [InlineData("""{"kind": ["job"]}""", true)]
    [InlineData("""{"kind": ["crawler", "job"]}""", true)]
    [InlineData("""{"kind": ["crawler"]}""", false)]
    [InlineData("""{"kind": ["job"], "count": [3]}""", true)]
    [InlineData("""{"kind": ["job"], "count": [4]}""", false)]
    [InlineData("""{"kind": [{"prefix": "jo"}]}""", true)]
    [InlineData("""{"kind": [{"suffix": "ob"}]}""", true)]
    [InlineData("""{"kind": [{"prefix": "ob"}]}""", false)]
    [InlineData("""{"kind": [{"equals-ignore-case": "JOB"}]}""", true)]
    [InlineData("""{"kind": [{"anything-but": "crawler"}]}""", true)]
    [InlineData("""{"kind": [{"anything-but": ["crawler", "job"]}]}""", false)]
    [InlineData("""{"kind": [{"anything-but": {"prefix": "jo"}}]}""", false)]
    [InlineData("""{"count": [{"numeric": [">=", 3]}]}""", true)]
    [InlineData("""{"count": [{"numeric": [">", 0, "<", 3]}]}""", false)]
    [InlineData("""{"count": [{"numeric": ["=", 3.0]}]}""", true)]
    [InlineData("""{"kind": [{"numeric": ["=", 3]}]}""", false)]
    [InlineData("""{"kind": [{"exists": true}]}""", true)]
    [InlineData("""{"none": [{"exists": true}]}""", false)]
    [InlineData("""{"none": [{"exists": false}]}""", true)]
    [InlineData("""{"kind": [{"exists": false}]}""", false)]
    [InlineData("""{"tags": ["b"]}""", true)]
    [InlineData("""{"tags": ["c"]}""", false)]
    [InlineData("{}", true)]
    public void Attributes_are_looked_at(string policy, bool fits)
    {
        TopicMessage message = Message("text") with
        {
            Attributes = new Dictionary<string, MessageAttribute>
            {
                ["kind"] = new("String", "job"),
                ["count"] = new("Number", "3"),
                ["tags"] = new("String.Array", """["a", "b"]"""),
            },
        };

        Assert.Equal(fits, MessageFilter.Parse(policy, isOfBody: false).Fits(message));
    }

    [Theory]
    [InlineData("""{"job": {"name": ["etl"]}}""", true)]
    [InlineData("""{"job": {"name": ["other"]}}""", false)]
    [InlineData("""{"job": {"rows": [null]}}""", true)]
    [InlineData("""{"job": {"ok": [true]}}""", true)]
    [InlineData("""{"job": ["etl"]}""", false)]
    [InlineData("""{"steps": [{"numeric": ["=", 2]}]}""", true)]
    public void The_body_is_looked_at(string policy, bool fits) => Assert.Equal(
        fits,
        MessageFilter.Parse(policy, isOfBody: true)
            .Fits(Message("""{"job": {"name": "etl", "rows": null, "ok": true}, "steps": [1, 2]}""")));

    [Fact]
    public void A_body_that_is_no_json_does_not_fit() =>
        Assert.False(MessageFilter.Parse("""{"a": ["b"]}""", isOfBody: true).Fits(Message("text")));

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"a": "b"}""")]
    [InlineData("""{"a": {"b": ["c"]}}""")]
    [InlineData("""{"a": [["b"]]}""")]
    [InlineData("""{"a": [{"cidr": "10.0.0.0/8"}]}""")]
    [InlineData("""{"a": [{"prefix": 1}]}""")]
    [InlineData("""{"a": [{"numeric": [">"]}]}""")]
    [InlineData("""{"a": [{"numeric": ["~", 1]}]}""")]
    [InlineData("""{"a": [{"prefix": "x", "suffix": "y"}]}""")]
    [InlineData("""{"$or": [{"a": ["b"]}]}""")]
    public void What_is_not_known_is_refused(string policy) => Assert.Equal(
        ErrorCodes.BadArgument,
        Assert.Throws<TarnException>(() => MessageFilter.Parse(policy, isOfBody: false)).Code);

    private static TopicMessage Message(string text) =>
        new() { Id = "1", At = DateTimeOffset.UnixEpoch, Text = text };
}
