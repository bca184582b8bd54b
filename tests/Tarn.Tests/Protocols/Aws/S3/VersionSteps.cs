using System.Xml.Linq;
using Tarn.Storage.Versions;
using Tarn.Tests.Storage.Versions;
using static Tarn.Tests.Protocols.Aws.S3.ModelRequests;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Requests about versions, and what they must answer by the model; null when they did.</summary>
internal sealed class VersionSteps(S3Rig rig, VersionModel model, Random random)
{
    public async Task<string?> SetStatusAsync()
    {
        VersioningStatus status = random.Next(2) == 0 ? VersioningStatus.Enabled : VersioningStatus.Suspended;
        S3Answer set = await rig.SendAsync(
            "PUT",
            "?versioning",
            $"<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");
        S3Answer got = await rig.SendAsync("GET", "?versioning");
        model.Status = status;
        return Expect("versioning", (200, $"{status}"), (set.Status, got.Values("Status").SingleOrDefault()));
    }

    public async Task<string?> GetAsync(string key)
    {
        string id = PickId(key);
        S3Answer answer = await rig.SendAsync("GET", $"{Path(key)}?versionId={id}");
        (bool isThere, string? content) = Find(key, id);
        return !isThere ? Expect($"get {key} {id}", (404, "NoSuchVersion"), (answer.Status, answer.Code))
            : content is null ? Expect($"get marker {key} {id}", 405, answer.Status)
            : Expect($"get {key} {id}", (200, content), (answer.Status, answer.Body));
    }

    public async Task<string?> DeleteAsync(string key)
    {
        string id = PickId(key);
        bool isMarker = Find(key, id) is (true, null);
        S3Answer answer = await rig.SendAsync("DELETE", $"{Path(key)}?versionId={id}");
        model.DeleteVersion(key, id);
        return Expect(
            $"delete {key} {id}",
            (204, isMarker ? "true" : null),
            (answer.Status, answer.Header("x-amz-delete-marker")));
    }

    /// <summary>As users bring an old version back.</summary>
    public async Task<string?> CopyAsync(string from, string to)
    {
        string id = PickId(from);
        (bool isThere, string? content) = Find(from, id);
        S3Answer answer = await rig.SendAsync(
            "PUT", Path(to), null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/{Path(from)}?versionId={id}"));
        if (content is null)
        {
            return Expect($"copy {from} {id}", isThere ? 400 : 404, answer.Status);
        }

        model.Put(to, VersionOf(answer), content);
        return Expect($"copy {from} {id} to {to}", 200, answer.Status);
    }

    public async Task<string?> ListAsync()
    {
        string prefix = random.Next(3) switch { 0 => "", 1 => "a", _ => "b/" };
        int pageMax = random.Next(1, 6);
        List<string> listed = [];
        string next = "";
        do
        {
            S3Answer page = await rig.SendAsync(
                "GET", $"?versions&encoding-type=url&prefix={Path(prefix)}&max-keys={pageMax}{next}");
            listed.AddRange(XElement.Parse(page.Body).Elements()
                .Where(element => element.Name.LocalName is "Version" or "DeleteMarker")
                .Select(Describe));
            next = page.Values("NextKeyMarker") is [var key]
                ? $"&key-marker={key}&version-id-marker={page.Values("NextVersionIdMarker").SingleOrDefault()}"
                : "";
        }
        while (next.Length > 0);

        IEnumerable<string> expected =
            from key in model.Keys
            where key.StartsWith(prefix, StringComparison.Ordinal)
            from version in model.Versions(key)
            select $"{key} {version.Id} {version.IsLatest} {(version.Content is null ? "DeleteMarker" : "Version")}";
        return Expect($"versions below '{prefix}'", string.Join('\n', expected), string.Join('\n', listed));
    }

    private static string Describe(XElement version)
    {
        string Text(string name) => version.Elements().Single(element => element.Name.LocalName == name).Value;
        string key = Uri.UnescapeDataString(Text("Key"));
        return $"{key} {Text("VersionId")} {Text("IsLatest") == "true"} {version.Name.LocalName}";
    }

    private (bool IsThere, string? Content) Find(string key, string id) => model.Versions(key)
        .Where(version => version.Id == id)
        .Select(version => (true, version.Content))
        .SingleOrDefault();

    private string PickId(string key)
    {
        string[] ids = [.. model.Versions(key).Select(version => version.Id), ObjectVersion.NullId];
        return ids[random.Next(ids.Length)];
    }
}
