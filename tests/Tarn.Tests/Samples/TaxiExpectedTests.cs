using Tarn.Engine;
using Xunit;

namespace Tarn.Tests.Samples;

public sealed class TaxiExpectedTests
{
    [Fact]
    public async Task Every_row_of_the_real_files_is_staged_or_fails_one_check()
    {
        using DuckInstance instance = DuckInstance.Open(new EngineOptions());
        using DuckConnection connection = instance.Connect();

        TaxiExpected expected = await TaxiExpected.OfAsync(
            connection, TaxiFiles.Trips(), TestContext.Current.CancellationToken);

        Assert.Equal(331_064, expected.RawRows);
        Assert.Equal(expected.RawRows, expected.StagedRows + expected.Failed.Values.Sum());
        Assert.Equal(expected.StagedRows, expected.StagedRowsByFile.Values.Sum());
        Assert.Equal(317_917, expected.StagedRows);
        Assert.Equal(10_560, expected.Failed["zero_distance"]);
        Assert.Equal(1_067, expected.Failed["negative_amount"]);
    }
}
