using Tarn.Common;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>Which columns of a table a definition wants.</summary>
internal sealed class ColumnChoice(SourceTable table, string place)
{
    /// <param name="all">That the table has.</param>
    /// <exception cref="TarnException">
    /// <c>TN9204</c>: the definition names one that there is not, none is left, or two differ in letter case only.
    /// </exception>
    public IReadOnlyList<PostgresColumn> Of(IReadOnlyList<PostgresColumn> all)
    {
        string[] known = [.. all.Select(column => column.Name)];
        string? unknown = table.Include.Concat(table.Exclude).Concat(table.Key).Except(known).FirstOrDefault();
        if (unknown is not null)
        {
            throw Unfit($"there is no column '{unknown}'; its columns are {string.Join(", ", known)}");
        }

        PostgresColumn[] chosen =
        [
            .. all.Where(column => (table.Include.Count == 0 || table.Include.Contains(column.Name))
                && !table.Exclude.Contains(column.Name)),
        ];
        if (chosen.Length == 0)
        {
            throw Unfit("no column is left to read");
        }

        IEnumerable<string> names = chosen.Select(column => column.Name);
        string? twice = (table.TellsChanges ? names.Concat(ChangeFields.All.Select(field => field.Name)) : names)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? chosen
            : throw Unfit($"two columns would be called '{twice}', as letter case does not tell columns apart");
    }

    /// <exception cref="TarnException"><c>TN9204</c>: one of the key is not read.</exception>
    public IReadOnlyList<PostgresColumn> KeyOf(IReadOnlyList<PostgresColumn> chosen) =>
    [
        .. table.Key.Select(name => chosen.FirstOrDefault(column => column.Name == name)
            ?? throw Unfit($"column '{name}' of the key is excluded")),
    ];

    private TarnException Unfit(string what) =>
        new(ErrorCodes.SourceUnfit, $"{place}, table {table.Name}: {what}")
        {
            Hint = $"mend 'columns' or 'key' of the table in {table.Place}",
        };
}
