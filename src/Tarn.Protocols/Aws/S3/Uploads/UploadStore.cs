using System.Globalization;
using System.Text.Json;
using Tarn.Common;
using Tarn.Protocols.Aws.S3.Encryption;
using Tarn.Protocols.Aws.Wire;
using Tarn.Storage;
using Tarn.Storage.Attributes;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>
/// Uploads that have begun, and their parts: objects below <c>.tarn/uploads</c>, so that they are as durable as any
/// other, and outlive the server. docs/formats/storage.md has the layout.
/// </summary>
internal sealed class UploadStore(string stateDirectory, TimeProvider timeProvider, IIdSource idSource)
{
    private const string HeadName = "upload";
    private const int PartDigits = 5;

    private readonly LocalObjectStore _store = new(
        "uploads", Path.Join(stateDirectory, "uploads"), timeProvider, idSource);

    /// <returns>The upload's id.</returns>
    public async Task<string> StartAsync(
        string bucket, Func<DateTimeOffset, Upload> make, CancellationToken cancellationToken)
    {
        string id = idSource.NextId();
        byte[] head = JsonSerializer.SerializeToUtf8Bytes(
            make(timeProvider.GetUtcNow()), UploadJson.Default.Upload);
        await _store.PutAsync(
            $"{PrefixOf(bucket, id)}{HeadName}", head, PutCondition.IfAbsent, cancellationToken);
        return id;
    }

    /// <exception cref="AwsException"><c>NoSuchUpload</c>: there is none, or it is another object's.</exception>
    public async Task<Upload> GetAsync(
        string bucket, string key, string uploadId, CancellationToken cancellationToken)
    {
        byte[]? head = IsId(uploadId)
            ? await _store.ReadAsync($"{PrefixOf(bucket, uploadId)}{HeadName}", cancellationToken)
            : null;
        Upload? upload = head is null ? null : JsonSerializer.Deserialize(head, UploadJson.Default.Upload);
        return upload is not null && upload.Key == key ? upload : throw S3Errors.NoSuchUpload(uploadId);
    }

    /// <summary>Stores a part, in place of an earlier one of the same number.</summary>
    public async Task<ObjectInfo> PutPartAsync(
        string bucket,
        string uploadId,
        int number,
        Stream content,
        Func<ObjectAttributes> attributes,
        CancellationToken cancellationToken)
    {
        PutResult result = await _store.PutAsync(
            NameOf(bucket, uploadId, number), content, PutCondition.None, attributes, cancellationToken);
        return ((PutResult.Stored)result).Object;
    }

    /// <summary>The parts that are there, by number.</summary>
    public async Task<IReadOnlyList<(int Number, AttributedObject Part)>> ListPartsAsync(
        string bucket, string uploadId, CancellationToken cancellationToken)
    {
        List<ObjectInfo> found = [];
        string prefix = PrefixOf(bucket, uploadId);
        await foreach (ObjectInfo part in _store.ListAsync(prefix, cancellationToken))
        {
            if (!part.Key.EndsWith(HeadName, StringComparison.Ordinal))
            {
                found.Add(part);
            }
        }

        IReadOnlyList<AttributedObject> described = await _store.WithAttributesAsync(found, cancellationToken);
        return [.. described.Select(part =>
            (int.Parse(part.Info.Key[prefix.Length..], CultureInfo.InvariantCulture), part))];
    }

    /// <summary>The content of a part that was listed.</summary>
    public Task<Stream> OpenPartAsync(
        AttributedObject part, ContentEncryption encryption, CancellationToken cancellationToken) =>
        encryption.OpenAsync(_store, part, cancellationToken);

    /// <summary>Forgets the upload, its head first, so that what a crash leaves of it is no upload.</summary>
    public async Task DeleteAsync(string bucket, string uploadId, CancellationToken cancellationToken)
    {
        string prefix = PrefixOf(bucket, uploadId);
        await _store.DeleteAsync([prefix + HeadName], cancellationToken);
        List<string> keys = [];
        await foreach (ObjectInfo part in _store.ListAsync(prefix, cancellationToken))
        {
            keys.Add(part.Key);
        }

        await _store.DeleteAsync(keys, cancellationToken);
    }

    /// <summary>All uploads of a bucket, in order of key and id.</summary>
    public async Task<IReadOnlyList<(string Id, Upload Upload)>> ListAsync(
        string bucket, CancellationToken cancellationToken)
    {
        List<(string Id, Upload Upload)> uploads = [];
        await foreach (ObjectInfo found in _store.ListAsync(bucket + "/", cancellationToken))
        {
            string[] names = found.Key.Split('/');
            if (names[^1] == HeadName && await _store.ReadAsync(found.Key, cancellationToken) is { } head)
            {
                uploads.Add((names[1], JsonSerializer.Deserialize(head, UploadJson.Default.Upload)!));
            }
        }

        return [.. uploads.OrderBy(upload => upload.Upload.Key, StringComparer.Ordinal).ThenBy(upload => upload.Id)];
    }

    private static bool IsId(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);

    private static string PrefixOf(string bucket, string uploadId) => $"{bucket}/{uploadId}/";

    private static string NameOf(string bucket, string uploadId, int number) =>
        PrefixOf(bucket, uploadId) + number.ToString(CultureInfo.InvariantCulture).PadLeft(PartDigits, '0');
}
