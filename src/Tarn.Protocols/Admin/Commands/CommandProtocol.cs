using System.Text.Json;

namespace Tarn.Protocols.Admin.Commands;

/// <summary>What command lines and servers agree on; docs/protocols/commands.md describes it.</summary>
public static class CommandProtocol
{
    /// <summary>No bucket can have such a name.</summary>
    public const string Path = "/_tarn/command";

    /// <summary>Header with the version of the program; both sides send it.</summary>
    public const string VersionHeader = "Tarn-Version";

    public static byte[] Serialize(CommandRequest request) =>
        JsonSerializer.SerializeToUtf8Bytes(request, CommandJson.Default.CommandRequest);

    public static byte[] Serialize(KeyPress key) =>
        JsonSerializer.SerializeToUtf8Bytes(key, CommandJson.Default.KeyPress);

    public static byte[] Serialize(IReadOnlyList<string> words) =>
        JsonSerializer.SerializeToUtf8Bytes(words, CommandJson.Default.IReadOnlyListString);

    /// <exception cref="JsonException">It is none.</exception>
    public static CommandRequest ReadRequest(CommandFrame frame) =>
        JsonSerializer.Deserialize(frame.Payload.Span, CommandJson.Default.CommandRequest)!;

    /// <returns>Null when there will be no key any more.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public static KeyPress? ReadKey(CommandFrame frame) => frame.Payload.IsEmpty
        ? null
        : JsonSerializer.Deserialize(frame.Payload.Span, CommandJson.Default.KeyPress);

    /// <exception cref="JsonException">They are none.</exception>
    public static IReadOnlyList<string> ReadWords(CommandFrame frame) =>
        JsonSerializer.Deserialize(frame.Payload.Span, CommandJson.Default.IReadOnlyListString)!;
}
