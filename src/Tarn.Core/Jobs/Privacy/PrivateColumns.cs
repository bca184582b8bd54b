namespace Tarn.Jobs.Privacy;

/// <summary>
/// What of a model's result is replaced by pseudonyms and what is left out, before checks and whatever else sees it.
/// </summary>
public sealed record PrivateColumns
{
    /// <summary>Become pseudonyms: HMAC-SHA-256 with the lake's key, as hexadecimal digits.</summary>
    public IReadOnlyList<PrivateColumn> Hash { get; init; } = [];

    public IReadOnlyList<PrivateColumn> Drop { get; init; } = [];

    public IEnumerable<PrivateColumn> All => Hash.Concat(Drop);

    /// <summary>Whether a whole column of this name is left out.</summary>
    public bool Drops(string column) =>
        Drop.Any(dropped => dropped.Path.Equals(column, StringComparison.OrdinalIgnoreCase));

    public override string ToString() =>
        $"hash {string.Join(',', Hash.Select(column => column.Path))} "
        + $"drop {string.Join(',', Drop.Select(column => column.Path))}";
}
