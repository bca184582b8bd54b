using Tarn.Protocols.Aws.Rest;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Rest;

public sealed class PathTemplateTests
{
    [Theory]
    [InlineData("/schedules/{Name}", "/schedules/nightly", "nightly")]
    [InlineData("/schedules/{Name}", "/schedules/a%20b%2Fc", "a b/c")]
    [InlineData("/schedules/{Name}", "/schedules/a+b", "a+b")]
    [InlineData("/tags/{Name}", "/tags/arn%3Aaws%3As%3Ar%3A0%3Aschedule-group%2Fg", "arn:aws:s:r:0:schedule-group/g")]
    public void A_member_is_one_segment_without_its_escapes(string template, string path, string name) =>
        Assert.Equal(name, new PathTemplate(template).Match(path)!["Name"]);

    [Theory]
    [InlineData("/schedules/{Name}", "/schedules")]
    [InlineData("/schedules/{Name}", "/schedules/")]
    [InlineData("/schedules/{Name}", "/schedules/a/b")]
    [InlineData("/schedules/{Name}", "/schedule-groups/a")]
    [InlineData("/schedules", "/schedules/")]
    public void Another_path_does_not_fit(string template, string path) =>
        Assert.Null(new PathTemplate(template).Match(path));
}
