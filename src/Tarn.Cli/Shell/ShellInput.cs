using Tarn.Engine.Parsing;

namespace Tarn.Cli.Shell;

/// <summary>A piece of what was typed or read from a file.</summary>
/// <param name="Text">A statement without its semicolon, or a line that begins with a backslash.</param>
/// <param name="Start">0-based offset of the piece in the whole text.</param>
/// <param name="IsHelper">Whether it is such a line.</param>
internal sealed record ShellInput(string Text, int Start, bool IsHelper)
{
    /// <summary>The pieces of a text; a last statement needs no semicolon.</summary>
    public static IEnumerable<ShellInput> Read(string text)
    {
        int place = 0;
        while (place < text.Length)
        {
            SqlScriptPart part = SqlScript.Next(text, place);
            if (part.Start < text.Length && text[part.Start] == '\\')
            {
                int end = text.IndexOf('\n', part.Start) is int found and >= 0 ? found : text.Length;
                yield return new ShellInput(text[part.Start..end].Trim(), part.Start, IsHelper: true);
                place = end;
                continue;
            }

            if (part.End > part.Start)
            {
                yield return new ShellInput(text[part.Start..part.End].TrimEnd(), part.Start, IsHelper: false);
            }

            place = part.Next;
        }
    }

    /// <summary>Whether Enter runs the text: it is a helper, or each of its statements has its semicolon.</summary>
    public static bool IsComplete(string text) =>
        text.Trim().Length == 0 || text.TrimStart().StartsWith('\\') || SqlScript.IsComplete(text);
}
