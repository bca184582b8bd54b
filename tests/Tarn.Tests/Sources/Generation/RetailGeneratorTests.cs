using Tarn.Common;
using Tarn.Engine;
using Tarn.Sources.Generation.Retail;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Generation;

public sealed class RetailGeneratorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _instance = DuckInstance.Open(new EngineOptions { Threads = 2 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _instance.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_mess_is_that_of_the_real_files()
    {
        RetailGenerationResult result = await GenerateAsync("a", 50_000);

        Assert.Equal(50_000, result.Rows);
        Assert.Contains("sales/2010-12-01.csv", result.Keys);
        Assert.Contains("web/2010-12-01.json", result.Keys);
        Assert.DoesNotContain("sales/2010-12-04.csv", result.Keys);
        Dictionary<string, double> share = await SharesAsync();
        Assert.InRange(share["no customer"], 0.15, 0.40);
        Assert.InRange(share["cancelled"], 0.01, 0.08);
        Assert.InRange(share["negative"], 0.012, 0.09);
        Assert.InRange(share["twice"], 0.004, 0.03);
        Assert.InRange(share["lower case"], 0.001, 0.03);
        Assert.InRange(share["free"], 0.0005, 0.01);
    }

    [Fact]
    public async Task The_same_options_give_the_same_files()
    {
        RetailGenerationResult first = await GenerateAsync("a", 3000);
        RetailGenerationResult second = await GenerateAsync("b", 3000);

        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first.Keys, key => Assert.Equal(
            File.ReadAllBytes(_directory.Sub("a", key)), File.ReadAllBytes(_directory.Sub("b", key))));
    }

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => GenerateAsync("a", 0));

        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
    }

    private Task<RetailGenerationResult> GenerateAsync(string folder, int rows) =>
        new RetailGenerator(_instance).GenerateAsync(
            new RetailGenerationOptions { Rows = rows, OutputDirectory = _directory.Sub(folder) }, null, Cancellation);

    private async Task<Dictionary<string, double>> SharesAsync()
    {
        using DuckConnection connection = _instance.Connect();
        string files = SqlText.Literal(_directory.Sub("a", "sales") + "/*.csv");
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"""
            WITH lines AS (SELECT * FROM read_csv({files}, all_varchar = true))
            SELECT unnest([
                ('no customer', avg(("CustomerID" IS NULL)::INT)),
                ('cancelled', avg(("InvoiceNo" LIKE 'C%')::INT)),
                ('negative', avg(("Quantity" LIKE '-%')::INT)),
                ('twice', 1 - (SELECT count(*) FROM (SELECT DISTINCT * FROM lines)) / count(*)),
                ('lower case', avg((regexp_matches("StockCode", '[a-z]'))::INT)),
                ('free', avg(("UnitPrice"::DOUBLE = 0)::INT))], recursive := true)
            FROM lines
            """,
            Cancellation);
        return rows.ToDictionary(row => (string)row[0]!, row => Convert.ToDouble(row[1]));
    }
}
