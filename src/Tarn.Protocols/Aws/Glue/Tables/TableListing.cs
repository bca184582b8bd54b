using Tarn.Catalog;
using Tarn.Catalog.Editing;
using Tarn.Common;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>The tables that clients see: those that <c>tarn ls</c> lists.</summary>
internal sealed class TableListing(TableCatalog tables, DatabaseEditor databases, TableAnswers answers)
{
    /// <exception cref="TarnException"><c>TN2008</c>: no such table; <c>TN1003</c>: no such database.</exception>
    public async Task<TableAnswer> GetAsync(TableName name, CancellationToken cancellationToken)
    {
        await databases.GetAsync(name.Database, cancellationToken);
        return await answers.AnswerAsync(await tables.GetAsync(name, cancellationToken), cancellationToken);
    }

    /// <summary>In order of name.</summary>
    /// <param name="database">That has them.</param>
    /// <param name="expression">What their names are like; null or empty is all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TarnException"><c>TN1003</c>: no such database.</exception>
    public async Task<IReadOnlyList<CatalogTable>> ListAsync(
        string database, string? expression, CancellationToken cancellationToken)
    {
        await databases.GetAsync(database, cancellationToken);
        NameExpression names = new(expression);
        IReadOnlyList<CatalogTable> all = await ListAllAsync(cancellationToken);
        return
        [
            .. all.Where(table => table.Name.Database == database && names.IsMatch(table.Name.Table))
                .OrderBy(table => table.Name.Table, StringComparer.Ordinal),
        ];
    }

    /// <summary>Of all databases; a quarantine that nothing was ever put in is left out.</summary>
    public async Task<IReadOnlyList<CatalogTable>> ListAllAsync(CancellationToken cancellationToken)
    {
        List<CatalogTable> found = [];
        foreach (CatalogTable table in await tables.ListAsync(cancellationToken))
        {
            if (table is not CatalogTable.Managed { Name.QuarantineOf: not null } quarantine
                || await tables.FindSnapshotAsync(quarantine, cancellationToken) is not null)
            {
                found.Add(table);
            }
        }

        return found;
    }

    public async Task<IReadOnlyList<TableAnswer>> AnswerAsync(
        IReadOnlyList<CatalogTable> page, CancellationToken cancellationToken)
    {
        List<TableAnswer> answered = [];
        foreach (CatalogTable table in page)
        {
            answered.Add(await answers.AnswerAsync(table, cancellationToken));
        }

        return answered;
    }
}
