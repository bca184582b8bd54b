using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Streams.Delivery;

/// <summary>How the columns of a table are made of the members of records.</summary>
internal sealed class ParquetColumns
{
    private readonly List<string> _columns = [];
    private readonly List<string> _conditions = [];

    /// <param name="table">Has the columns.</param>
    /// <param name="unfit">Is told of values that they do not take.</param>
    public ParquetColumns(TableEntry table, UnfitRecords unfit)
    {
        List<(string Name, bool AsJson)> members = [];
        foreach (ColumnEntry column in table.Columns)
        {
            HiveType type = HiveType.Parse(column.Type);
            ColumnValue value = ExternalValue.FromJson(RecordFeed.Member(members.Count), column, type);
            members.Add((column.SourceName ?? column.Name, ExternalValue.JsonReadType(type) == "JSON"));
            _columns.Add($"{value.Sql} AS {SqlText.Identifier(column.Name)}");
            if (value.Source is { } source)
            {
                _conditions.Add(
                    $"WHEN {source} IS NOT NULL AND ({value.Sql}) IS NULL"
                    + $" THEN {unfit.Noticing(RecordFeed.Number, source, column)}");
            }
        }

        Members = members;
    }

    /// <summary>The members, and whether their value is wanted as JSON.</summary>
    public IReadOnlyList<(string Name, bool AsJson)> Members { get; }

    /// <summary>SELECT of the columns of records that fit.</summary>
    /// <param name="from">The rows of a <see cref="RecordFeed"/>.</param>
    public string Select(string from)
    {
        string filter = _conditions.Count == 0 ? "" : $" WHERE CASE {string.Join(' ', _conditions)} ELSE true END";
        return $"SELECT {SqlText.List(_columns)} FROM {from}{filter}";
    }
}
