using System.Buffers;
using System.Text;
using Tarn.Common;

namespace Tarn.Definitions;

/// <summary>Reads definition files, refusing what is no text or too large to have been written by hand.</summary>
internal sealed class SourceReader(string directory, DiagnosticBag diagnostics)
{
    public const int FileBytesMax = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n', '\r']), '\x7f']);

    /// <summary>The file's text without byte order mark, or null after reporting why it cannot be used.</summary>
    /// <param name="file">Path relative to the lake, with forward slashes.</param>
    public async Task<SourceText?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        byte[]? bytes = await ReadBytesAsync(file, cancellationToken);
        if (bytes is null || DecodeUtf8(file, bytes) is not { } text)
        {
            return null;
        }

        SourceText source = new(file, text.TrimStart('\uFEFF'));
        diagnostics.Register(source);
        int control = source.Text.AsSpan().IndexOfAny(ControlCharacters);
        if (control < 0)
        {
            return source;
        }

        diagnostics.Error(
            ErrorCodes.UnreadableDefinition,
            source.Locate(control),
            $"control character U+{(int)source.Text[control]:X4} in a definition",
            "remove it");
        return null;
    }

    private async Task<byte[]?> ReadBytesAsync(string file, CancellationToken cancellationToken)
    {
        SourceLocation place = new(file, 1, 1);
        try
        {
            string path = Path.Combine(directory, file);
            long length = new FileInfo(path).Length;
            if (length <= FileBytesMax)
            {
                return await File.ReadAllBytesAsync(path, cancellationToken);
            }

            diagnostics.Error(
                ErrorCodes.YamlTooComplex,
                place,
                $"{file} has {length} bytes; a definition may have {FileBytesMax} (1 MiB)",
                label: null,
                "put data into a bucket, not into a definition");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(ErrorCodes.UnreadableDefinition, place, $"cannot read {file}: {exception.Message}");
        }

        return null;
    }

    private string? DecodeUtf8(string file, byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            ReportInvalidByte(file, bytes);
            return null;
        }
    }

    private void ReportInvalidByte(string file, byte[] bytes)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(offset), out _, out int consumed) == OperationStatus.Done)
        {
            offset += consumed;
        }

        ReadOnlySpan<byte> before = bytes.AsSpan(0, offset);
        int line = before.Count((byte)'\n') + 1;
        int column = Utf8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        bool isUtf16 = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        diagnostics.Error(
            ErrorCodes.UnreadableDefinition,
            new SourceLocation(file, line, column),
            $"{file} is not UTF-8: byte 0x{bytes[offset]:X2} at offset {offset}, line {line}",
            label: null,
            isUtf16 ? "it looks like UTF-16; save it as UTF-8" : "save it as UTF-8");
    }
}
