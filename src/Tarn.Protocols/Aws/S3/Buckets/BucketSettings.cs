using System.Text.Json.Serialization;
using Tarn.State;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>
/// The documents that clients set on buckets, kept as they were sent, by the parameter that asks for them.
/// </summary>
internal sealed class BucketSettings(DocumentStore documents)
{
    private const int AttemptsMax = 10;

    /// <summary>Null when it was not set.</summary>
    public async Task<string?> GetAsync(string bucket, string name, CancellationToken cancellationToken) =>
        (await ReadAsync(bucket, cancellationToken)).Value.GetValueOrDefault(name);

    /// <param name="text">Null takes it away.</param>
    public async Task SetAsync(string bucket, string name, string? text, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            (Dictionary<string, string> settings, string? version) = await ReadAsync(bucket, cancellationToken);
            if (text is null)
            {
                settings.Remove(name);
            }
            else
            {
                settings[name] = text;
            }

            try
            {
                await documents.WriteAsync(
                    NameOf(bucket),
                    settings,
                    BucketSettingsJson.Default.DictionaryStringString,
                    version,
                    cancellationToken);
                return;
            }
            catch (Common.TarnException exception)
                when (exception.Code == Common.ErrorCodes.StateConflict && attempt < AttemptsMax)
            {
                // Somebody set another one meanwhile; both are kept.
            }
        }
    }

    public Task DeleteAllAsync(string bucket, CancellationToken cancellationToken) =>
        documents.DeleteAsync(NameOf(bucket), cancellationToken);

    private async Task<(Dictionary<string, string> Value, string? Version)> ReadAsync(
        string bucket, CancellationToken cancellationToken)
    {
        Document<Dictionary<string, string>>? found = await documents.ReadAsync(
            NameOf(bucket), BucketSettingsJson.Default.DictionaryStringString, cancellationToken);
        return (found?.Value ?? [], found?.Version);
    }

    private static string NameOf(string bucket) => $"buckets/{bucket}";
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class BucketSettingsJson : JsonSerializerContext;
