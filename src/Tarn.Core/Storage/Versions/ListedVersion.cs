namespace Tarn.Storage.Versions;

/// <summary>One entry of a listing of versions.</summary>
public abstract record ListedVersion
{
    public sealed record Version(ObjectVersion Found) : ListedVersion;

    /// <summary>Stands for the versions of one or more objects whose keys begin so.</summary>
    public sealed record CommonPrefix(string Prefix) : ListedVersion;
}
