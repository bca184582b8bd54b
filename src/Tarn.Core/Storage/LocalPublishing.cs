using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage;

/// <summary>Makes a written file an object, with its attributes. Blocking.</summary>
/// <returns>Stored, or refused with nothing changed.</returns>
internal delegate PutResult PublishFile(
    TemporaryFile file, string key, PutCondition condition, ObjectAttributes? attributes);

/// <summary>Publishes in place of what has the key, of which nothing is kept.</summary>
internal sealed class LocalPublishing(
    DurableFolder folder, LocalPlacing placing, AttributeFiles attributeFiles, FileTimes times)
{
    /// <inheritdoc cref="PublishFile"/>
    public PutResult Publish(
        TemporaryFile file, string key, PutCondition condition, ObjectAttributes? attributes)
    {
        File.SetLastWriteTimeUtc(file.Stream.SafeFileHandle, times.Next());
        DateTime modifiedUtc = File.GetLastWriteTimeUtc(file.Stream.SafeFileHandle);
        ObjectInfo stored = LocalPaths.Describe(key, file.Stream.Length, modifiedUtc);
        if (attributes is not null)
        {
            attributeFiles.Write(new AttributeOwner(key), file.Path, stored.SizeBytes, modifiedUtc, attributes);
        }

        bool replace = condition == PutCondition.None;
        if (folder.Publish(file, source => placing.Place(source, key, replace)) is not string placed)
        {
            return new PutResult.AlreadyExists();
        }

        placing.Settle(key, placed);
        return new PutResult.Stored(stored);
    }
}
