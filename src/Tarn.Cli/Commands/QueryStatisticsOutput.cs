using System.CommandLine;
using System.Text.Json;
using Tarn.Cli.Output;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>What a query took, as a JSON document for programs.</summary>
internal static class QueryStatisticsOutput
{
    private const string ErrorStream = "-";

    public static Option<string?> Option { get; } = new("--stats")
    {
        Description = "Write what the query took as JSON to a file; '-' is standard error",
        HelpName = "FILE",
    };

    /// <summary>Writes them where the option says, if it is given.</summary>
    public static void Write(CommandContext context, QueryStatistics statistics)
    {
        if (context.Arguments.GetValue(Option) is not { } target)
        {
            return;
        }

        string json = JsonSerializer.Serialize(Document(statistics), CliJson.Default.StatisticsDocument);
        if (target == ErrorStream)
        {
            context.Terminal.Error.WriteLine(json);
        }
        else
        {
            File.WriteAllText(Path.GetFullPath(target, context.Terminal.WorkingDirectory), json + "\n");
        }
    }

    private static StatisticsDocument Document(QueryStatistics statistics) => new()
    {
        SchemaVersion = JsonWriter.SchemaVersion,
        Rows = statistics.Rows,
        PlanSeconds = statistics.PlanSeconds,
        RunSeconds = statistics.RunSeconds,
        BytesScanned = statistics.BytesScanned,
        Dollars = statistics.Dollars,
        IsReused = statistics.ReusedFrom is not null,
        ReusedFrom = statistics.ReusedFrom,
        Tables =
        [
            .. statistics.Tables.Select(table => new StatisticsTable(
                table.Name.ToString(), table.FilesRead, table.FilesTotal, table.BytesRead)),
        ],
    };
}

/// <summary>The document that <c>tarn query --stats</c> writes.</summary>
internal sealed record StatisticsDocument
{
    public required int SchemaVersion { get; init; }

    public required long Rows { get; init; }

    public required double PlanSeconds { get; init; }

    public required double RunSeconds { get; init; }

    public required long? BytesScanned { get; init; }

    public required decimal? Dollars { get; init; }

    public required bool IsReused { get; init; }

    public required DateTimeOffset? ReusedFrom { get; init; }

    public required IReadOnlyList<StatisticsTable> Tables { get; init; }
}

/// <summary>A table of such a document.</summary>
/// <param name="FileBytes">Size of the files that were left after pruning.</param>
internal sealed record StatisticsTable(string Table, long FilesRead, long FilesTotal, long FileBytes);
