using System.Globalization;
using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>
/// Cuts a table into ranges of pages, which servers from version 14 on read without looking at the others ("TID Range
/// Scan"). What has no pages is one range.
/// </summary>
/// <param name="columns">What is read of each row.</param>
/// <param name="serverVersion">As <c>server_version_num</c>.</param>
/// <param name="readers">How many will read at once.</param>
internal sealed class RangePlanner(IReadOnlyList<PostgresColumn> columns, int serverVersion, int readers)
{
    private const int RangeScanVersion = 140_000;
    private const long PagesMin = 1_024;
    private const long PagesMax = 16_384;
    private const int RangesPerReader = 4;

    private string SelectSql => $"SELECT {string.Join(", ", columns.Select(column => column.SelectSql))}";

    /// <param name="relation">What was asked for.</param>
    /// <param name="leaves">The tables that hold its rows.</param>
    /// <param name="where">Which rows; null for all.</param>
    public IReadOnlyList<RowRange> OfPages(
        PostgresRelation relation, IReadOnlyList<PostgresRelation> leaves, string? where)
    {
        if ((relation.HasChildren && relation.Kind == 'r') || leaves.Any(leaf => !leaf.CanRead))
        {
            return [OfAll(relation.Sql, where)];
        }

        long pages = leaves.Sum(leaf => leaf.Pages);
        long size = Math.Clamp(pages / (readers * RangesPerReader), PagesMin, PagesMax);
        return [.. leaves.SelectMany(leaf => OfLeaf(leaf, size, where))];
    }

    /// <summary>In one range, in whatever order the server likes.</summary>
    /// <param name="from">A table, or a SELECT in parentheses with a name.</param>
    /// <param name="where">Which rows; null for all.</param>
    public RowRange OfAll(string from, string? where) =>
        new($"{SelectSql} FROM {from}{(where is null ? "" : $" WHERE {where}")}", IsRepeatable: false);

    private IEnumerable<RowRange> OfLeaf(PostgresRelation leaf, long size, string? where)
    {
        if (!leaf.IsHeap)
        {
            yield return OfAll(leaf.Sql, where);
            yield break;
        }

        string only = leaf.Kind == 'r' ? "ONLY " : "";
        bool isCut = serverVersion >= RangeScanVersion && leaf.Pages > size;
        for (long start = 0; start == 0 || (isCut && start < leaf.Pages); start += size)
        {
            bool isLast = !isCut || start + size >= leaf.Pages;
            string[] conditions =
            [
                .. start > 0 ? [Condition(">=", start)] : Array.Empty<string>(),
                .. isLast ? [] : new[] { Condition("<", start + size) },
                .. where is null ? [] : new[] { $"({where})" },
            ];
            string sql = conditions.Length == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
            yield return new RowRange($"{SelectSql} FROM {only}{leaf.Sql}{sql}", IsRepeatable: true);
        }
    }

    private static string Condition(string comparison, long page) =>
        string.Create(CultureInfo.InvariantCulture, $"ctid {comparison} '({page},0)'::tid");
}
