using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Feeds;
using Tarn.Sources.Postgres;
using Tarn.Sources.Postgres.Discovery;

namespace Tarn.Cli.Commands.Sources;

/// <summary>Tries whether a source can be read, and changes nothing.</summary>
internal sealed class SourcesTestCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
        [new("what"), new("name"), new("state"), new("detail"), new("hint")];

    public SourcesTestCommand()
        : base("test", "Try whether a source can be reached and its tables be read")
    {
        Arguments.Add(SourceArgument.Source);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        SourceDefinition found = SourceArgument.Find(lake, context);
        if (found is not PostgresSourceDefinition source)
        {
            return await TestFeedsAsync(context, lake, found, cancellationToken);
        }

        ProbeReport report = await new PostgresProbe(context.Services.TimeProvider).RunAsync(source, cancellationToken);
        IEnumerable<object?[]> rows =
        [
            .. report.Servers.Select(server =>
                new object?[] { "server", server.Address, "ok", Describe(server), null }),
            .. report.Tables.Select(table => new object?[]
            {
                "table", table.Name, table.Code ?? "ok", table.Problem ?? $"{table.Columns} columns", table.Hint,
            }),
        ];
        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        return report.IsGood ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<ExitCode> TestFeedsAsync(
        CommandContext context, LakeHost lake, SourceDefinition source, CancellationToken cancellationToken)
    {
        IFeedReader reader = lake.Sources.FeedReaderOf(source);
        List<object?[]> rows = [];
        bool isGood = true;
        foreach (SourceFeed feed in source.Feeds)
        {
            try
            {
                string found = await reader.ProbeAsync(source, feed, cancellationToken);
                rows.Add(["feed", feed.Name, "ok", found, null]);
            }
            catch (TarnException exception)
            {
                isGood = false;
                rows.Add(["feed", feed.Name, exception.Code, exception.Message, exception.Hint]);
            }
        }

        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        return isGood ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Describe(ProbedServer server)
    {
        string[] facts =
        [
            $"PostgreSQL {server.Version}",
            server.Tls ?? "not encrypted",
            server.IsReplica ? "replica" : "primary",
            .. server.Lag is { } lag ? [$"{Text(lag)} behind"] : Array.Empty<string>(),
            $"wal_level {server.WalLevel}",
            server.CanReplicate ? "may read slots" : "may not read slots",
            $"its clock differs by {Text(server.ClockDifference.Duration())}",
        ];
        return string.Join(", ", facts);
    }

    private static string Text(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.###} s");
}
