using System.Globalization;
using System.Text;

namespace Tarn.Alarms.Notifications.Mail;

/// <summary>A mail of plain text, as bytes (RFC 5322; MIME of RFC 2045 and 2047).</summary>
public sealed record MailMessage
{
    private const int LineLength = 76;
    private const string DateFormat = "ddd, dd MMM yyyy HH:mm:ss '+0000'";
    private const int SubjectLengthMax = 200;

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The same for the same mail, so that a second delivery is known as one.</summary>
    public required string Id { get; init; }

    /// <summary>All lines end with CR LF; text from outside is only in encoded words and in base64.</summary>
    public string ToWire()
    {
        StringBuilder text = new();
        Append(text, "From", From);
        Append(text, "To", string.Join(", ", To));
        Append(text, "Subject", EncodedWords(Subject));
        Append(text, "Date", At.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture));
        Append(text, "Message-ID", $"<{Id}@tarn>");
        Append(text, "Auto-Submitted", "auto-generated");
        Append(text, "MIME-Version", "1.0");
        Append(text, "Content-Type", "text/plain; charset=utf-8");
        Append(text, "Content-Transfer-Encoding", "base64");
        text.Append("\r\n");
        string body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Text));
        foreach (char[] line in body.Chunk(LineLength))
        {
            text.Append(line).Append("\r\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(name).Append(": ").Append(value).Append("\r\n");

    /// <summary>Words of at most 75 characters, none of which parts a letter.</summary>
    private static string EncodedWords(string subject)
    {
        const int LettersOfWord = 10;
        string[] letters = [.. subject.EnumerateRunes().Take(SubjectLengthMax).Select(letter => letter.ToString())];
        return string.Join("\r\n ", letters.Chunk(LettersOfWord).Select(word =>
            $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(word)))}?="));
    }
}
