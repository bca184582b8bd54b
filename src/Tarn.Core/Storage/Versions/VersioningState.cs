using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Common;

namespace Tarn.Storage.Versions;

/// <summary>
/// Whether the bucket keeps versions: a file beside the older versions, so that it goes wherever the bucket goes.
/// Blocking. Failures are IO exceptions.
/// </summary>
internal sealed class VersioningState(DurableFolder folder)
{
    private const string FileName = "versioning.json";

    private readonly string _path = Path.Join(folder.Root, OlderVersions.DirectoryName, FileName);
    private readonly Lock _lock = new();
    private VersioningStatus? _known;

    public VersioningStatus Read()
    {
        lock (_lock)
        {
            return _known ??= ReadFile();
        }
    }

    /// <summary>Durable on return.</summary>
    public void Write(VersioningStatus status)
    {
        lock (_lock)
        {
            using TemporaryFile file = folder.CreateTemporary();
            file.Stream.Write(JsonSerializer.SerializeToUtf8Bytes(
                new StoredVersioning(status), StoredVersioningJson.Default.StoredVersioning));
            folder.Publish(file, _path, replace: true);
            _known = status;
        }
    }

    private VersioningStatus ReadFile() => File.Exists(_path)
        ? JsonSerializer.Deserialize(
            File.ReadAllBytes(_path), StoredVersioningJson.Default.StoredVersioning)!.Status
        : VersioningStatus.Unversioned;
}

/// <summary>The content of the file.</summary>
internal sealed record StoredVersioning(VersioningStatus Status);

[JsonSerializable(typeof(StoredVersioning))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class StoredVersioningJson : JsonSerializerContext;
