using System.Text.Json.Serialization.Metadata;
using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Values that clients name, one document each. Names are those that <see cref="DocumentStore.CanName"/> allows, so
/// that no name leads out of the folder. Thread-safe; what somebody else writes is seen at once.
/// </summary>
/// <param name="documents">Keeps them.</param>
/// <param name="folder">With '/' at the end.</param>
/// <param name="kind">What messages call one of them, such as <c>trigger</c>.</param>
/// <param name="type">How to read and write one.</param>
public sealed class NamedEntries<T>(DocumentStore documents, string folder, string kind, JsonTypeInfo<T> type)
    where T : class
{
    /// <summary>All, in ordinal order of their names.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken)
    {
        List<T> values = [];
        foreach (string name in await documents.ListAsync(folder, cancellationToken))
        {
            if (await documents.ReadAsync(name, type, cancellationToken) is { } document)
            {
                values.Add(document.Value);
            }
        }

        return values;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<T?> FindAsync(string name, CancellationToken cancellationToken) =>
        DocumentStore.CanName(name)
            ? (await documents.ReadAsync(folder + name, type, cancellationToken))?.Value
            : null;

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<T> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw Unknown(name);

    /// <exception cref="TarnException">
    /// <c>TN1005</c>: not a name; <c>TN5010</c>: there is one already.
    /// </exception>
    public async Task AddAsync(string name, T value, CancellationToken cancellationToken)
    {
        RequireName(name);
        try
        {
            await documents.WriteAsync(folder + name, value, type, expectedVersion: null, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StateConflict)
        {
            throw new TarnException(ErrorCodes.EntryExists, $"there is a {kind} '{name}' already", exception);
        }
    }

    /// <summary>Stores what the change makes of it; nobody else's change comes between.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public Task UpdateAsync(string name, Func<T, T> change, CancellationToken cancellationToken) =>
        DocumentStore.CanName(name)
            ? documents.UpdateAsync(
                folder + name,
                value => change(value ?? throw Unknown(name)),
                type,
                cancellationToken)
            : throw Unknown(name);

    /// <summary>False when there is none.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        DocumentStore.CanName(name) && await documents.DeleteAsync(folder + name, cancellationToken);

    private void RequireName(string name)
    {
        if (!DocumentStore.CanName(name))
        {
            throw new TarnException(ErrorCodes.BadArgument, $"'{name}' cannot be the name of a {kind}")
            {
                Hint = "letters, digits, '_', '-' and '.', not '.' first, at most 250",
            };
        }
    }

    private TarnException Unknown(string name) => new(ErrorCodes.UnknownName, $"there is no {kind} '{name}'");
}
