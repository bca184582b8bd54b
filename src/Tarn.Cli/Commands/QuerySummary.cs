using System.Globalization;
using Tarn.Cli.Output;
using Tarn.Queries;

namespace Tarn.Cli.Commands;

/// <summary>What a query took, in a line for people.</summary>
internal static class QuerySummary
{
    /// <param name="context">Says it.</param>
    /// <param name="statistics">Of the query.</param>
    /// <param name="isCut">True when the screen has not got all rows.</param>
    public static void Say(CommandContext context, QueryStatistics statistics, bool isCut)
    {
        string shown = isCut
            ? $"the first {ValueText.Rows(statistics.Rows)}; -o csv prints all"
            : ValueText.Rows(statistics.Rows);
        string seconds = ValueText.Seconds(statistics.PlanSeconds + statistics.RunSeconds);
        context.Say(context.ErrorPalette.Dim($"{shown} · {seconds}{Files(statistics)}{Cost(statistics)}"));
    }

    private static string Files(QueryStatistics statistics)
    {
        long filesRead = statistics.Tables.Sum(table => table.FilesRead);
        long filesTotal = statistics.Tables.Sum(table => table.FilesTotal);
        string bytes = ValueText.Bytes(statistics.Tables.Sum(table => table.BytesRead));
        return statistics.Tables.Count == 0 ? "" : $" · {filesRead} of {filesTotal} files, {bytes}";
    }

    private static string Cost(QueryStatistics statistics)
    {
        if (statistics.ReusedFrom is DateTimeOffset at)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $" · reused from {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, 0 B read, {Dollars(0)}");
        }

        return statistics is { Tables.Count: > 0, BytesScanned: long bytes, Dollars: decimal dollars }
            ? $", {ValueText.Bytes(bytes)} read, {Dollars(dollars)}"
            : "";
    }

    private static string Dollars(decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $"${amount:0.000000}");
}
