using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>S3's uploads in parts, for the lifecycle rules that give them up.</summary>
internal sealed class IncompleteUploads(UploadStore uploads) : IIncompleteUploads
{
    public async Task<IReadOnlyList<IncompleteUpload>> ListAsync(
        string bucket, CancellationToken cancellationToken) =>
    [
        .. (await uploads.ListAsync(bucket, cancellationToken))
            .Select(found => new IncompleteUpload(found.Id, found.Upload.Key, found.Upload.StartedAt)),
    ];

    public Task AbortAsync(string bucket, IncompleteUpload upload, CancellationToken cancellationToken) =>
        uploads.DeleteAsync(bucket, upload.Id, cancellationToken);
}
