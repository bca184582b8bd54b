using Tarn.Sources;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>How the columns that a source has differ from those of the table that it fills.</summary>
internal sealed record SchemaDrift
{
    /// <summary>Columns that the table does not have.</summary>
    public required IReadOnlyList<TableField> Added { get; init; }

    /// <summary>Columns that the source no longer has.</summary>
    public required IReadOnlyList<TableField> Missing { get; init; }

    /// <summary>Columns of another type: as the table has them, and as the source has.</summary>
    public required IReadOnlyList<(TableField Present, TableField Extracted)> Changed { get; init; }

    public bool IsNone => Added.Count + Missing.Count + Changed.Count == 0;

    /// <param name="present">The table's.</param>
    /// <param name="extracted">The source's; those that tell changes count only where the table has them.</param>
    public static SchemaDrift Between(IReadOnlyList<TableField> present, IReadOnlyList<TableField> extracted)
    {
        Dictionary<string, TableField> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (TableField field in present)
        {
            byName[field.Name] = field;
        }

        HashSet<string> there = new(extracted.Select(field => field.Name), StringComparer.OrdinalIgnoreCase);
        HashSet<string> told = [.. ChangeFields.All.Select(field => field.Name)];
        return new SchemaDrift
        {
            Added =
            [
                .. extracted.Where(field => !byName.ContainsKey(field.Name) && !told.Contains(field.Name)),
            ],
            Missing = [.. present.Where(field => !there.Contains(field.Name))],
            Changed =
            [
                .. extracted.Where(field => byName.ContainsKey(field.Name))
                    .Select(field => (Present: byName[field.Name], Extracted: field))
                    .Where(pair => pair.Present.EngineType != pair.Extracted.EngineType),
            ],
        };
    }

    /// <summary>For people, one for each column.</summary>
    public IEnumerable<string> Describe()
    {
        foreach (TableField field in Added)
        {
            yield return $"column '{field.Name}' ({field.EngineType}) is new";
        }

        foreach (TableField field in Missing)
        {
            yield return $"column '{field.Name}' is gone";
        }

        foreach ((TableField present, TableField extracted) in Changed)
        {
            yield return
                $"column '{present.Name}' is {extracted.EngineType} now, and {present.EngineType} in the table";
        }
    }
}
