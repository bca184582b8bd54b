using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Common;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>
/// Where the server of a lake listens, in <c>.tarn/server.json</c> while it runs, so that other commands find it. Only
/// its owner can read the file.
/// </summary>
/// <param name="Endpoint">As <c>http://127.0.0.1:4577</c>.</param>
/// <param name="ProcessId">Of the server.</param>
internal sealed record ServerRecord(string Endpoint, int ProcessId)
{
    /// <summary>By which it knows who can read this file; null in records of versions that had none.</summary>
    public string? Token { get; init; }

    /// <summary>Of the certificate in DER, as hexadecimal digits; null without encryption.</summary>
    public string? CertificateSha256 { get; init; }

    private const string FileName = "server.json";

    public void Write(string stateDirectory, IIdSource ids) => DurableFile.WriteAtomicPrivate(
        PathOf(stateDirectory), JsonSerializer.SerializeToUtf8Bytes(this, ServerRecordJson.Default.ServerRecord), ids);

    public static void Remove(string stateDirectory) => File.Delete(PathOf(stateDirectory));

    /// <summary>Null when none was left; the server that wrote it may be gone.</summary>
    public static ServerRecord? Read(string stateDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(PathOf(stateDirectory)), ServerRecordJson.Default.ServerRecord);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    private static string PathOf(string stateDirectory) => Path.Join(stateDirectory, FileName);
}

[JsonSerializable(typeof(ServerRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ServerRecordJson : JsonSerializerContext;
