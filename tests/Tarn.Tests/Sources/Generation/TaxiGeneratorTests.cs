using Tarn.Common;
using Tarn.Engine;
using Tarn.Sources.Generation;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Generation;

public sealed class TaxiGeneratorTests : IDisposable
{
    private const int Rows = 200_000;

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _instance = DuckInstance.Open(new EngineOptions());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_are_those_of_the_official_file()
    {
        string path = await GenerateAsync("trips.parquet");

        string[] columns = await TextsAsync(
            $"SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM {SqlText.Literal(path)})");
        Assert.Equal(
            [
                "VendorID INTEGER", "tpep_pickup_datetime TIMESTAMP", "tpep_dropoff_datetime TIMESTAMP",
                "passenger_count BIGINT", "trip_distance DOUBLE", "RatecodeID BIGINT", "store_and_fwd_flag VARCHAR",
                "PULocationID INTEGER", "DOLocationID INTEGER", "payment_type BIGINT", "fare_amount DOUBLE",
                "extra DOUBLE", "mta_tax DOUBLE", "tip_amount DOUBLE", "tolls_amount DOUBLE",
                "improvement_surcharge DOUBLE", "total_amount DOUBLE", "congestion_surcharge DOUBLE",
                "Airport_fee DOUBLE",
            ],
            columns);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(Rows)]
    public async Task The_same_seed_gives_the_same_rows_in_the_same_order_and_another_seed_others(int rows)
    {
        string first = await FingerprintAsync(await GenerateAsync("1.parquet", rows));
        string second = await FingerprintAsync(await GenerateAsync("2.parquet", rows));
        string other = await FingerprintAsync(await GenerateAsync("3.parquet", rows, seed: 43));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task The_file_is_the_same_whatever_the_engine_is_told(int threads, bool preservesInsertionOrder)
    {
        EngineOptions options = new() { Threads = threads, PreservesInsertionOrder = preservesInsertionOrder };
        using DuckInstance other = DuckInstance.Open(options);

        byte[] expected = await File.ReadAllBytesAsync(await GenerateAsync("1.parquet"), Token);
        byte[] found = await File.ReadAllBytesAsync(await GenerateAsync("2.parquet", instance: other), Token);

        Assert.True(expected.AsSpan().SequenceEqual(found), "the files differ");
    }

    [Fact]
    public async Task Csv_holds_the_same_rows_as_Parquet()
    {
        string parquet = await GenerateAsync("trips.parquet", rows: 20_000);
        string csv = await GenerateAsync("trips.csv", rows: 20_000, format: TaxiFileFormat.Csv);

        Assert.Equal("0", Assert.Single(await TextsAsync(
            $"SELECT count(*) FROM (FROM {SqlText.Literal(parquet)} EXCEPT ALL FROM {SqlText.Literal(csv)})")));
    }

    [Fact]
    public async Task The_mess_is_about_as_frequent_as_in_the_real_files()
    {
        (string Where, double Min, double Max)[] cases =
        [
            ("passenger_count IS NULL", 0.05, 0.07),
            ("\"RatecodeID\" IS NULL AND \"Airport_fee\" IS NULL AND store_and_fwd_flag IS NULL", 0.05, 0.07),
            ("fare_amount < 0 AND total_amount < 0", 0.01, 0.015),
            ("trip_distance = 0", 0.015, 0.025),
            ("trip_distance > 100", 0.00001, 0.0002),
            ("tpep_dropoff_datetime <= tpep_pickup_datetime", 0.00002, 0.001),
            ("tpep_dropoff_datetime > tpep_pickup_datetime + INTERVAL 12 HOUR", 0.0005, 0.002),
            ("fare_amount > 1000", 0.000001, 0.00005),
            ("tpep_pickup_datetime < TIMESTAMP '2024-01-31'", 0.000001, 0.00005),
            ("\"PULocationID\" IN (264, 265)", 0.005, 0.02),
            ("passenger_count = 0", 0.005, 0.02),
        ];
        string path = await GenerateAsync("trips.parquet", rows: 1_000_000);

        using DuckConnection connection = _instance.Connect();
        IEnumerable<string> shares = cases.Select(test => $"count(*) FILTER ({test.Where}) / count(*)");
        object?[] row = (await connection.QueryAllAsync(
            $"SELECT {SqlText.List(shares)} FROM {SqlText.Literal(path)}", Token))[0];

        Assert.All(cases, (test, i) => Assert.True(
            (double)row[i]! >= test.Min && (double)row[i]! <= test.Max, $"{test.Where}: {row[i]}"));
    }

    [Fact]
    public async Task One_row_in_five_thousand_repeats_another()
    {
        string path = await GenerateAsync("trips.parquet");

        Assert.Equal($"{Rows / 5000}", Assert.Single(await TextsAsync(
            $"SELECT {Rows} - count(*) FROM (SELECT DISTINCT * FROM {SqlText.Literal(path)})")));
    }

    [Fact]
    public async Task A_tiny_file_of_any_month_has_its_rows()
    {
        string path = await GenerateAsync("trips.parquet", rows: 1, month: new DateOnly(2023, 12, 31));

        Assert.Equal("2023-12-01", Assert.Single(await TextsAsync(
            $"SELECT date_trunc('month', tpep_pickup_datetime)::DATE FROM {SqlText.Literal(path)}")));
    }

    [Fact]
    public async Task Progress_ends_at_one()
    {
        List<double> reported = [];
        TaxiGenerationOptions options = new() { Rows = Rows, OutputPath = _directory.Sub("trips.parquet") };

        GenerationResult result = await new TaxiGenerator(_instance).GenerateAsync(
            options, new ListProgress(reported), Token);

        Assert.Equal(1, reported[^1]);
        Assert.Equal(Rows, result.Rows);
        Assert.Equal(new FileInfo(options.OutputPath).Length, result.SizeBytes);
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_and_harms_no_earlier_file()
    {
        string path = _directory.Sub("trips.parquet");
        await File.WriteAllTextAsync(path, "earlier", Token);
        using CancellationTokenSource cancelling = new(TimeSpan.FromMilliseconds(200));
        TaxiGenerationOptions options = new() { Rows = 50_000_000, OutputPath = path };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new TaxiGenerator(_instance).GenerateAsync(options, null, cancelling.Token));

        Assert.Equal("earlier", await File.ReadAllTextAsync(path, Token));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(TaxiGenerationOptions.RowsMax + 1)]
    public async Task A_number_of_rows_out_of_range_is_refused(int rows)
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => GenerateAsync("trips.parquet", rows: rows));

        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
        Assert.Contains($"{rows} rows", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _instance.Dispose();
        _directory.Dispose();
    }

    private async Task<string> GenerateAsync(
        string name,
        int rows = Rows,
        long seed = 42,
        DateOnly? month = null,
        TaxiFileFormat format = TaxiFileFormat.Parquet,
        DuckInstance? instance = null)
    {
        TaxiGenerationOptions options = new()
        {
            Rows = rows,
            Seed = seed,
            Month = month ?? new DateOnly(2024, 2, 1),
            Format = format,
            OutputPath = _directory.Sub(name),
        };
        return (await new TaxiGenerator(instance ?? _instance).GenerateAsync(options, null, Token)).Path;
    }

    private async Task<string> FingerprintAsync(string path) => Assert.Single(await TextsAsync(
        $"SELECT sum(hash(trip)) FROM read_parquet({SqlText.Literal(path)}, file_row_number = true) AS trip"));

    private async Task<string[]> TextsAsync(string sql)
    {
        using DuckConnection connection = _instance.Connect();
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"SELECT COLUMNS(*)::VARCHAR FROM ({sql})", Token);
        return [.. rows.Select(row => (string)row[0]!)];
    }

    private sealed class ListProgress(List<double> reported) : IProgress<double>
    {
        public void Report(double value) => reported.Add(value);
    }
}
