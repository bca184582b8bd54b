using Tarn.Tables.Log;
using Xunit;

namespace Tarn.Tests.Tables;

public sealed class LogUriTests
{
    [Theory]
    [InlineData("part-1.parquet", "part-1.parquet", false)]
    [InlineData("x=A%252FA/b%20c", "x=A%2FA/b c", false)]
    [InlineData("100%", "100%", false)]
    [InlineData("x=10:00/a", "x=10:00/a", false)]
    [InlineData("x=10%3A00/a", "x=10:00/a", false)]
    [InlineData("/a/b%20c", "/a/b c", true)]
    [InlineData("file:/a/b%20c", "/a/b c", true)]
    [InlineData("file:///a/b c", "/a/b c", true)]
    [InlineData("FILE://host/a/b", "/a/b", true)]
    [InlineData("s3://bucket/a%20b", "s3://bucket/a b", true)]
    [InlineData("hdfs:/a", "hdfs:///a", true)]
    public void Paths_are_decoded_once_and_have_one_form(string uri, string path, bool isAbsolute)
    {
        Assert.Equal(path, LogUri.Decode(uri));
        Assert.Equal(isAbsolute, LogUri.IsAbsolute(path));
    }

    [Theory]
    [InlineData("x=A%2FA/ö é", "x=A%252FA/%C3%B6%20%C3%A9")]
    [InlineData("x=a:b/c", "x=a:b/c")]
    public void What_is_encoded_is_decoded_to_itself(string path, string uri)
    {
        Assert.Equal(uri, LogUri.Encode(path));
        Assert.Equal(path, LogUri.Decode(uri));
    }
}
