using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>What all that is done with versions needs of their bucket.</summary>
internal sealed record VersionParts(
    LocalPaths Paths,
    LocalCalls Calls,
    DurableFolder Folder,
    AttributeFiles Attributes,
    LocalReads Reads,
    LocalArchive Archive,
    OlderVersions Older)
{
    /// <summary>Archives versions that are not current.</summary>
    public PackedVersions Packed { get; } = new(Paths, Folder, Attributes, Reads);
}

/// <summary>What changes of versions need besides: how the bucket changes its current objects.</summary>
internal sealed record VersionWriters(LocalPlacing Placing, PublishFile Publish, IIdSource Ids);
