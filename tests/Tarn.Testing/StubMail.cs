using System.Text;

namespace Tarn.Testing;

/// <summary>A mail that a <see cref="StubMailServer"/> took.</summary>
/// <param name="Commands">What the client said before it.</param>
/// <param name="Source">All of it, lines ending with a line feed.</param>
/// <param name="IsEncrypted">Whether it came encrypted.</param>
public sealed record StubMail(IReadOnlyList<string> Commands, string Source, bool IsEncrypted)
{
    /// <summary>The text of a body in base64.</summary>
    public string Text
    {
        get
        {
            int start = Source.IndexOf("\n\n", StringComparison.Ordinal) + 2;
            return Encoding.UTF8.GetString(Convert.FromBase64String(Source[start..].ReplaceLineEndings("")));
        }
    }

    /// <summary>The subject without its encoding.</summary>
    public string Subject
    {
        get
        {
            int start = Source.IndexOf("Subject: ", StringComparison.Ordinal) + "Subject: ".Length;
            int end = Source.IndexOf("\nDate:", start, StringComparison.Ordinal);
            IEnumerable<string> words = Source[start..end]
                .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => Encoding.UTF8.GetString(
                    Convert.FromBase64String(word["=?utf-8?B?".Length..^"?=".Length])));
            return string.Concat(words);
        }
    }
}
