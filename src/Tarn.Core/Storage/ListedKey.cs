namespace Tarn.Storage;

/// <summary>One entry of a listing.</summary>
public abstract record ListedKey
{
    public sealed record Object(ObjectInfo Info) : ListedKey;

    /// <summary>Stands for one or more objects whose keys begin so.</summary>
    public sealed record CommonPrefix(string Prefix) : ListedKey;
}
