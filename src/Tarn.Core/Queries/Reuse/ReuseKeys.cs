using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries.Reuse;

/// <summary>
/// Names results: statements of the same text, dialect and parameters over the same versions of the same tables have
/// the same key, by this build of Tarn. What statements read is remembered, so that the next time only the tables are
/// looked at. Thread-safe.
/// </summary>
internal sealed class ReuseKeys(TableCatalog catalog)
{
    private const int KnownMax = 10_000;

    private readonly ConcurrentDictionary<string, StatementInputs> _known = new(StringComparer.Ordinal);
    private readonly TableIdentity _identity = new(catalog);

    /// <summary>The key of a statement's result now; null when it must be run each time.</summary>
    /// <exception cref="TarnException">As for running it.</exception>
    public async Task<string?> FindAsync(
        QueryRunner queries, QueryRequest request, CancellationToken cancellationToken)
    {
        if (!request.Parameters.Values.All(HasText))
        {
            return null;
        }

        string statement = Hash(StatementText(queries, request));
        if (_known.TryGetValue(statement, out StatementInputs? known)
            && await IdentifyAsync(known, cancellationToken) is { } identity)
        {
            return known.IsRepeatable ? Hash(statement + identity) : null;
        }

        StatementInputs read = await StatementInputs.ReadAsync(queries, request, cancellationToken);
        if (_known.Count >= KnownMax)
        {
            _known.Clear();
        }

        _known[statement] = read;
        return read.IsRepeatable && await IdentifyAsync(read, cancellationToken) is { } now
            ? Hash(statement + now)
            : null;
    }

    /// <summary>
    /// The present versions of all tables; null when one of them is no longer what it was, or is not to be kept.
    /// </summary>
    private async Task<string?> IdentifyAsync(StatementInputs inputs, CancellationToken cancellationToken)
    {
        string?[] tables = await Task.WhenAll(
            inputs.Tables.Select(table => IdentifyAsync(inputs, table.Name, table.View, cancellationToken)));
        return tables.Contains(null) ? null : string.Concat(tables);
    }

    private async Task<string?> IdentifyAsync(
        StatementInputs inputs, TableName name, string? view, CancellationToken cancellationToken)
    {
        CatalogTable? table = await catalog.FindAsync(name, cancellationToken);
        if (table is null || StatementInputs.ViewText(table) != view)
        {
            return null;
        }

        return !inputs.IsRepeatable ? ""
            : await _identity.OfAsync(table, cancellationToken) is { } identity ? $"\0{name}\0{identity}"
            : null;
    }

    /// <summary>Nested values have no text that tells them apart.</summary>
    private static bool HasText(object? value) => value is null or string or bool or sbyte or byte or short or ushort
        or int or uint or long or ulong or Int128 or BigInteger or decimal or float or double or Guid or byte[]
        or DateOnly or TimeOnly or DateTime or DateTimeOffset;

    private static string StatementText(QueryRunner queries, QueryRequest request)
    {
        StringBuilder text = new();
        text.Append(typeof(ReuseKeys).Module.ModuleVersionId).Append('\0')
            .Append(queries.Instance.LibraryVersion).Append('\0')
            .Append(queries.Dialect).Append('\0')
            .Append(CultureInfo.InvariantCulture, $"{request.AsOf}").Append('\0')
            .Append(request.Sql);
        foreach ((string name, object? value) in request.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append('\0').Append(name).Append('\0').Append(value?.GetType().Name).Append('\0')
                .Append(SqlText.Literal(value));
        }

        return text.ToString();
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
