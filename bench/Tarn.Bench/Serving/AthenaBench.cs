using System.Diagnostics;
using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Protocols.Aws;
using Tarn.Queries;
using Tarn.Security;
using Tarn.State;
using Tarn.Storage.Archive;

namespace Tarn.Bench.Serving;

/// <summary>
/// A query by Athena's API against the same query by a call in this process, alternating. By the API it is started,
/// asked for until it has succeeded, and its rows are fetched, signed, over loopback; its record and its result are
/// durable when it has succeeded.
/// </summary>
internal static class AthenaBench
{
    private const int Trips = 300_000;
    private const int Warmups = 10;
    private const int Rounds = 60;

    private static readonly (string Name, string Sql)[] Queries =
    [
        ("SELECT 1", "SELECT 1"),
        ("by zone", "SELECT pickup_zone, count(*) AS n FROM staging.trips GROUP BY 1 ORDER BY n DESC LIMIT 10"),
        ("one day", "SELECT count(*), avg(fare_amount) FROM staging.trips WHERE pickup_date = DATE '2024-02-14'"),
    ];

    public static async Task<BenchTable> RunAsync()
    {
        using BenchLake lake = await BenchLake.CreateAsync(Trips);
        await lake.RunAsync("staging.trips");
        CliServices services = CliServices.OfProcess();
        AccessKeys keys = new(lake.Host.StateDirectory, services.IdSource);
        await using AthenaHost athena = await AthenaHost.StartAsync(
            lake.Host,
            new ProcessTurns(lake.Host.StateDirectory),
            services,
            exception => throw exception,
            CancellationToken.None);
        await using RestoreService restores = new(
            lake.Host.Buckets, services.TimeProvider, exception => throw exception);
        await using LakeServer server = await LakeServer.StartAsync(
            new ServerOptions { Port = 0 },
            new ServerEndpoints(
                AwsModule.Create(new AwsParts
                {
                    Keys = keys,
                    Buckets = lake.Host.Buckets,
                    Documents = lake.Host.Documents,
                    StateDirectory = lake.Host.StateDirectory,
                    Athena = athena.Parts,
                    Restores = restores,
                    IdSource = services.IdSource,
                    TimeProvider = services.TimeProvider,
                }),
                Commands: null),
            new ServerMetrics([]),
            TimeProvider.System,
            CancellationToken.None);
        using AthenaClient client = new(new Uri(server.Endpoint), keys.GetRoot());
        BenchTable table = new(
            $"Athena's API over {Trips:N0} trips, median of {Rounds} (9 of 10 took at most)",
            ["query", "by the API ms", "in process ms", "difference of the medians ms", "questions after it"]);
        foreach ((string name, string sql) in Queries)
        {
            await AddAsync(table, name, client, lake.Host, sql);
        }

        return table;
    }

    private static async Task AddAsync(BenchTable table, string name, AthenaClient client, LakeHost host, string sql)
    {
        List<double> served = [];
        List<double> called = [];
        int questions = 0;
        for (int round = -Warmups; round < Rounds; round++)
        {
            double bySelf = await MillisecondsAsync(() => DrainAsync(host, sql));
            double byApi = await MillisecondsAsync(async () => questions += await client.QueryAsync(sql));
            if (round >= 0)
            {
                called.Add(bySelf);
                served.Add(byApi);
            }
        }

        table.Add(
            name,
            Text(served),
            Text(called),
            Number(Quantile(served, 50) - Quantile(called, 50)),
            Number((double)questions / (Rounds + Warmups)));
    }

    private static async Task DrainAsync(LakeHost host, string sql)
    {
        await using QueryExecution query = await host.Queries.In(SqlDialect.Athena).Measuring()
            .RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);
        await foreach (RowBatch _ in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
        }
    }

    private static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Quantile(List<double> values, int percent) =>
        values.Order().ElementAt(values.Count * percent / 100);

    private static string Text(List<double> values) =>
        $"{Number(Quantile(values, 50))} ({Number(Quantile(values, 90))})";

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
