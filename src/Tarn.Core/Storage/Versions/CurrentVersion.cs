using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>The version of an object that is its file now.</summary>
internal sealed record CurrentVersion(FileInfo File, string VersionId, ObjectAttributes Attributes);
