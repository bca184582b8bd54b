using Tarn.Common;
using Tarn.Streams.Prefixes;
using Xunit;

namespace Tarn.Tests.Streams.Prefixes;

public sealed class PrefixExpressionTests
{
    private static readonly PrefixValues Values = new()
    {
        ArrivedAt = new DateTimeOffset(2026, 3, 7, 22, 5, 9, 123, TimeSpan.Zero).AddTicks(4567),
        Seed = "clicks 17",
        ErrorOutputType = "processing-failed",
        PartitionKeys = new Dictionary<string, string> { ["customer"] = "c-1", ["country"] = "de" },
    };

    [Theory]
    [InlineData("", "2026/03/07/22/")]
    [InlineData("clicks/", "clicks/2026/03/07/22/")]
    [InlineData("clicks", "clicks2026/03/07/22/")]
    [InlineData("a/!{partitionKeyFromQuery:customer}/", "a/c-1/2026/03/07/22/")]
    [InlineData("!{timestamp:yyyy/MM/dd}/", "2026/03/07/")]
    [InlineData("year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/", "year=2026/month=03/day=07/")]
    [InlineData("!{timestamp:yy-M-d}", "26-3-7")]
    [InlineData("!{timestamp:uuuu.DDD}", "2026.066")]
    [InlineData("!{timestamp:'it''s' EEE, EEEE}", "it's Sat, Saturday")]
    [InlineData("!{timestamp:MMM-MMMM-MMMMM}", "Mar-March-M")]
    [InlineData("!{timestamp:Q-QQ-QQQ}", "1-01-Q1")]
    [InlineData("!{timestamp:hh a K k H}", "10 PM 10 22 22")]
    [InlineData("!{timestamp:mm:ss.SSS.SSSSSSSSS}", "05:09.123.123456700")]
    [InlineData("!{timestamp:X}!{timestamp:x}!{timestamp:xxx}!{timestamp:Z}", "Z+00+00:00+0000")]
    [InlineData("!{timestamp:''}", "'")]
    [InlineData("a!b{c}/!{timestamp:yyyy}", "a!b{c}/2026")]
    [InlineData("!{partitionKeyFromLambda:country}!{timestamp:HH}", "de22")]
    public void A_prefix_stands_for_what_Firehose_makes_of_it(string prefix, string evaluated) =>
        Assert.Equal(evaluated, PrefixExpression.Parse(prefix).Evaluate(Values));

    [Fact]
    public void Timestamps_are_told_in_the_time_zone()
    {
        PrefixValues berlin = Values with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata") };

        Assert.Equal(
            "2026/03/08 03 +0530 +05:30 +0530",
            PrefixExpression.Parse("!{timestamp:yyyy/MM/dd HH xx xxx Z}").Evaluate(berlin));
    }

    [Fact]
    public void Random_strings_differ_from_each_other_and_are_the_same_for_the_same_seed()
    {
        PrefixExpression prefix = PrefixExpression.Parse("!{firehose:random-string}/!{firehose:random-string}/");

        string[] first = prefix.Evaluate(Values).Split('/');

        Assert.Equal([11, 11], first[..2].Select(text => text.Length));
        Assert.NotEqual(first[0], first[1]);
        Assert.Equal(prefix.Evaluate(Values), prefix.Evaluate(Values));
        Assert.NotEqual(prefix.Evaluate(Values), prefix.Evaluate(Values with { Seed = "clicks 18" }));
    }

    [Theory]
    [InlineData("", "", "processing-failed/2026/03/07/22/")]
    [InlineData("clicks/", "", "clicks/processing-failed/2026/03/07/22/")]
    [InlineData("clicks/", "bad/", "bad/processing-failed/2026/03/07/22/")]
    [InlineData("!{timestamp:yyyy}/", "!{firehose:error-output-type}/!{timestamp:yyyy}/", "processing-failed/2026/")]
    public void Records_that_failed_go_to_the_error_prefix(string prefix, string errorPrefix, string evaluated) =>
        Assert.Equal(evaluated, PrefixExpression.ParseForErrors(prefix, errorPrefix).Evaluate(Values));

    [Theory]
    [InlineData("a/!{timestamp:yyyy", 3, "not closed")]
    [InlineData("a/!{timestamp}", 5, "a namespace, ':' and a value")]
    [InlineData("!{timestamp:}", 13, "needs a pattern")]
    [InlineData("!{timestamp:yyyy-ww}", 18, "'w'")]
    [InlineData("!{timestamp:yyyyTHH}", 17, "'T'")]
    [InlineData("!{timestamp:HHH}", 13, "at most 2")]
    [InlineData("!{timestamp:yyyy'T}", 17, "the quote is not closed")]
    [InlineData("!{timestamp:[yyyy]}", 13, "quote it|a meaning of its own")]
    [InlineData("!{firehose:random}", 12, "firehose has no 'random'")]
    [InlineData("!{timestmp:yyyy}", 3, "'timestmp' is no namespace")]
    [InlineData("!{partitionKeyFromQuery:a/b}", 25, "no name of a partition key")]
    [InlineData("!{partitionKeyFromQuery:}", 25, "no name of a partition key")]
    public void What_is_no_prefix_is_refused_with_its_place(string prefix, int character, string messages)
    {
        TarnException error = Assert.Throws<TarnException>(() => PrefixExpression.Parse(prefix));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Contains($"character {character}:", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            messages.Split('|'),
            message => $"{error.Message} {error.Hint}".Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_without_a_value_and_a_prefix_that_becomes_too_long_are_told()
    {
        PrefixExpression prefix = PrefixExpression.Parse("!{partitionKeyFromQuery:shop}/");
        PrefixValues tooLong = Values with
        {
            PartitionKeys = new Dictionary<string, string> { ["shop"] = new('x', PrefixExpression.LengthMax) },
        };

        Assert.Equal(ErrorCodes.BadKey, Assert.Throws<TarnException>(() => prefix.Evaluate(Values)).Code);
        Assert.Equal(ErrorCodes.BadKey, Assert.Throws<TarnException>(() => prefix.Evaluate(tooLong)).Code);
    }

    [Theory]
    [InlineData(".a", "a")]
    [InlineData(".customer.id", "customer|id")]
    [InlineData(".\"customer id\".x_1", "customer id|x_1")]
    public void A_path_of_a_partition_key_is_its_members(string path, string members) =>
        Assert.Equal(members.Split('|'), PartitionKeyPath.Parse(path).Members);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("customer")]
    [InlineData(".a|.b")]
    [InlineData(".a[0]")]
    [InlineData(".a-b")]
    public void Other_jq_is_refused(string path) =>
        Assert.Equal(
            ErrorCodes.BadArgument, Assert.Throws<TarnException>(() => PartitionKeyPath.Parse(path)).Code);
}
