using Tarn.Security.Policies;
using Tarn.Tests.Tidy;

namespace Tarn.Tests.Security.Policies;

/// <summary>One line of <c>cases.txt</c>, and the policy above it.</summary>
internal sealed record PolicyCase(
    int Line, string Policy, PolicyKind Kind, PolicyVerdict Expected, PolicyRequest Request)
{
    private const string Bucket = "raw";

    private static readonly Dictionary<string, Principal> Principals = new()
    {
        ["bob"] = new("arn:aws:iam::000000000000:user/bob", "AIDAAAAAAAAAAAAAAABOB", "bob"),
        ["ann"] = new("arn:aws:iam::000000000000:user/team/ann", "AIDAAAAAAAAAAAAAAAANN", "ann"),
        ["eve"] = new("arn:aws:iam::000000000000:user/eve", "AIDAAAAAAAAAAAAAAAEVE", "eve"),
        ["root"] = Principal.Root,
    };

    public PolicyVerdict Judge() => PolicyDocument.Parse(Policy, Kind, Bucket).Judge(Request);

    public override string ToString() => $"cases.txt:{Line}";

    public static IEnumerable<PolicyCase> ReadAll()
    {
        string path = Path.Combine(SourceTree.Root, "tests", "Tarn.Tests", "Security", "Policies", "cases.txt");
        string policy = "";
        PolicyKind kind = PolicyKind.Identity;
        foreach ((int index, string line) in File.ReadAllLines(path).Index())
        {
            string first = line.Split(' ')[0];
            if (first is "identity" or "bucket" or "old")
            {
                string version = first == "old" ? "2008-10-17" : "2012-10-17";
                policy = $$"""{"Version":"{{version}}","Statement":{{line[first.Length..]}}}""";
                kind = first == "bucket" ? PolicyKind.Bucket : PolicyKind.Identity;
            }
            else if (first is not ("" or "#"))
            {
                yield return new PolicyCase(
                    index + 1, policy, kind, Enum.Parse<PolicyVerdict>(first, ignoreCase: true), ReadRequest(line));
            }
        }
    }

    private static PolicyRequest ReadRequest(string line)
    {
        string[] parts = line.Split(' ');
        return new PolicyRequest
        {
            Principal = Principals[parts[1]],
            Action = parts[2],
            Resource = parts[3] switch
            {
                "-" => null,
                "*" => "*",
                string arn when arn.StartsWith("arn:", StringComparison.Ordinal) => arn,
                string path => "arn:aws:s3:::" + path,
            },
            Context = parts[4..].Select(part => part.Split('=', 2)).ToDictionary(
                pair => pair[0], IReadOnlyList<string> (pair) => pair[1].Split('|'), ConditionKeys.Comparer),
        };
    }
}
