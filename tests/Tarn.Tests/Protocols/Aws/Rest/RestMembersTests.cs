using System.Text;
using Tarn.Protocols.Aws.Rest;
using Tarn.Protocols.Aws.Scheduler;
using Tarn.Protocols.Aws.Wire;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Rest;

public sealed class RestMembersTests
{
    private static readonly Dictionary<string, string> Query = new()
    {
        ["ScheduleGroup"] = "GroupName",
        ["MaxResults"] = "MaxResults",
        ["TagKeys"] = "TagKeys",
    };

    [Fact]
    public void Path_query_and_body_are_one_object()
    {
        byte[] members = RestMembers.Merge(
            new Dictionary<string, string> { ["Name"] = "n" },
            [new("ScheduleGroup", "g"), new("other", "x")],
            Query,
            "{\"State\": \"ENABLED\"}"u8.ToArray(),
            SchedulerJson.Default.ListSchedulesRequest);

        Assert.Equal("{\"State\":\"ENABLED\",\"GroupName\":\"g\",\"Name\":\"n\"}", Encoding.UTF8.GetString(members));
    }

    [Fact]
    public void Numbers_and_lists_are_what_the_member_is()
    {
        Assert.Equal(
            "{\"MaxResults\":5}",
            Encoding.UTF8.GetString(RestMembers.Merge(
                new Dictionary<string, string>(),
                [new("MaxResults", "5")],
                Query,
                default,
                SchedulerJson.Default.ListSchedulesRequest)));
        Assert.Equal(
            "{\"TagKeys\":[\"a\",\"b\"]}",
            Encoding.UTF8.GetString(RestMembers.Merge(
                new Dictionary<string, string>(),
                [new("TagKeys", "a"), new("TagKeys", "b")],
                Query,
                default,
                SchedulerJson.Default.UntagRequest)));
    }

    [Theory]
    [InlineData("[]", "5")]
    [InlineData("{", "5")]
    [InlineData("{}", "five")]
    public void What_cannot_be_read_is_refused(string body, string number) => Assert.Equal(
        "SerializationException",
        Assert.Throws<AwsException>(() => RestMembers.Merge(
            new Dictionary<string, string>(),
            [new("MaxResults", number)],
            Query,
            Encoding.UTF8.GetBytes(body),
            SchedulerJson.Default.ListSchedulesRequest)).Code);
}
