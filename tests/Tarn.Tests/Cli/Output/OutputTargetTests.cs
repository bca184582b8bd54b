using Tarn.Cli.Output;
using Xunit;

namespace Tarn.Tests.Cli.Output;

public sealed class OutputTargetTests
{
    [Theory]
    [InlineData("query|-o|parquet|out.parquet|SELECT 1", "query|-o|parquet:out.parquet|SELECT 1")]
    [InlineData("query|SELECT 1|--output|parquet|a b", "query|SELECT 1|--output|parquet:a b")]
    [InlineData("query|-o|parquet", "query|-o|parquet")]
    [InlineData("query|-o|parquet|-q", "query|-o|parquet|-q")]
    [InlineData("query|-o|json|SELECT 1", "query|-o|json|SELECT 1")]
    [InlineData("query|--|-o|parquet|x", "query|--|-o|parquet|x")]
    public void Parquet_takes_the_file_after_it(string arguments, string expected) =>
        Assert.Equal(expected.Split('|'), OutputTarget.JoinParquetFile(arguments.Split('|')));
}
