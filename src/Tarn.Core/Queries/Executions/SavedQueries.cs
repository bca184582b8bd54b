using Tarn.Common;
using Tarn.State;

namespace Tarn.Queries.Executions;

/// <summary>Queries that clients saved, and those of the lake's <c>queries/</c>, which only files change.</summary>
/// <param name="documents">Where they are kept.</param>
/// <param name="defined">Those of files.</param>
/// <param name="idSource">Names new ones.</param>
public sealed class SavedQueries(DocumentStore documents, IReadOnlyList<NamedQuery> defined, IIdSource idSource)
{
    private const string Folder = "saved-queries/";

    private readonly Dictionary<string, SavedQuery> _defined = defined
        .Select(query => new SavedQuery
        {
            Id = UniversalId.Of($"queries/{query.Name}"),
            Name = query.Name,
            Description = query.Description,
            Database = "default",
            Sql = query.Sql,
            WorkGroup = WorkGroups.WorkGroup.Primary,
        })
        .ToDictionary(query => query.Id, StringComparer.Ordinal);

    /// <summary>In order of id.</summary>
    public async Task<IReadOnlyList<SavedQuery>> ListAsync(string workGroup, CancellationToken cancellationToken)
    {
        List<SavedQuery> queries = [.. _defined.Values];
        foreach (string name in await documents.ListAsync(Folder, cancellationToken))
        {
            if (await FindAsync(name[Folder.Length..], cancellationToken) is { } query)
            {
                queries.Add(query);
            }
        }

        return
        [
            .. queries.Where(query => query.WorkGroup == workGroup).OrderBy(query => query.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Null when there is none.</summary>
    public async Task<SavedQuery?> FindAsync(string id, CancellationToken cancellationToken) =>
        _defined.GetValueOrDefault(id)
        ?? (IsId(id)
            ? (await documents.ReadAsync(Folder + id, ExecutionsJson.Default.SavedQuery, cancellationToken))?.Value
            : null);

    /// <param name="query">Its id does not count.</param>
    /// <param name="token">The same token is the same query; null is a new one.</param>
    /// <returns>The id.</returns>
    public async Task<string> CreateAsync(SavedQuery query, string? token, CancellationToken cancellationToken)
    {
        string id = UniversalId.Of($"{query.WorkGroup} {token ?? idSource.NextId()}");
        if (await FindAsync(id, cancellationToken) is null)
        {
            await documents.PutAsync(
                Folder + id, query with { Id = id }, ExecutionsJson.Default.SavedQuery, cancellationToken);
        }

        return id;
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN1005</c>: a file defines it.</exception>
    public async Task UpdateAsync(
        string id, Func<SavedQuery, SavedQuery> change, CancellationToken cancellationToken)
    {
        SavedQuery found = await GetOwnAsync(id, cancellationToken);
        await documents.UpdateAsync(
            Folder + found.Id,
            current => change(current ?? throw Missing(id)),
            ExecutionsJson.Default.SavedQuery,
            cancellationToken);
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none; <c>TN1005</c>: a file defines it.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await GetOwnAsync(id, cancellationToken);
        await documents.DeleteAsync(Folder + id, cancellationToken);
    }

    /// <summary>Whether it is written as ids are: there are other ways to write the same number.</summary>
    private static bool IsId(string text) => Guid.TryParse(text, out Guid id) && id.ToString("D") == text;

    private async Task<SavedQuery> GetOwnAsync(string id, CancellationToken cancellationToken)
    {
        SavedQuery query = await FindAsync(id, cancellationToken)
            ?? throw Missing(id);
        return _defined.ContainsKey(id)
            ? throw new TarnException(
                ErrorCodes.BadArgument,
                $"NamedQuery '{query.Name}' is defined by a file of the lake, which says what it is")
            : query;
    }

    private static TarnException Missing(string id) =>
        new(ErrorCodes.UnknownName, $"NamedQuery {id} does not exist");
}
