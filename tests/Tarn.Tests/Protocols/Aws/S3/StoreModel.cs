using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tarn.Storage;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>What a bucket must hold, and requests that change it and compare what they answer with that.</summary>
internal sealed class StoreModel(S3Rig rig, Random random)
{
    private static readonly string[] Keys =
    [
        "a", "a/", "a/b", "a//b", "b", "b/c/d", "é", "e\u0301", "../x", "z%2F", "a b", "a+b", ".tarn-incoming/x", "~",
    ];

    private readonly SortedDictionary<string, string> _objects = new(KeyOrder.Instance);
    private int _next;

    /// <summary>One request; null when it answered as it must, else what is wrong.</summary>
    public async Task<string?> StepAsync()
    {
        string key = Keys[random.Next(Keys.Length)];
        return random.Next(12) switch
        {
            0 or 1 or 2 => await PutAsync(key),
            3 => await PutConditionallyAsync(key),
            4 => await GetAsync(key),
            5 => await GetRangeAsync(key),
            6 => await DeleteAsync(key),
            7 => await DeleteManyAsync(),
            8 => await CopyAsync(key, Keys[random.Next(Keys.Length)]),
            9 => await UploadAsync(key),
            _ => await ListAsync(),
        };
    }

    private async Task<string?> PutAsync(string key)
    {
        string content = NewContent();
        _objects[key] = content;
        S3Answer answer = await rig.SendAsync("PUT", Path(key), content);
        return Expect($"put {key}", (200, ETagOf(content)), (answer.Status, answer.Header("ETag")));
    }

    private async Task<string?> PutConditionallyAsync(string key)
    {
        string content = NewContent();
        bool isThere = _objects.TryGetValue(key, out string? old);
        bool isReplacing = random.Next(2) == 0;
        (string Name, string Value) condition =
            isReplacing ? ("if-match", ETagOf(old ?? "none")) : ("if-none-match", "*");
        int expected = isReplacing ? (isThere ? 200 : 404) : isThere ? 412 : 200;
        if (expected == 200)
        {
            _objects[key] = content;
        }

        S3Answer answer = await rig.SendAsync("PUT", Path(key), content, condition);
        return Expect($"put {key} {condition.Name}", expected, answer.Status);
    }

    private async Task<string?> GetAsync(string key)
    {
        S3Answer answer = await rig.SendAsync("GET", Path(key));
        return _objects.TryGetValue(key, out string? content)
            ? Expect($"get {key}", (200, content, ETagOf(content)), (answer.Status, answer.Body, answer.Header("ETag")))
            : Expect($"get {key}", (404, "NoSuchKey"), (answer.Status, answer.Code));
    }

    private async Task<string?> GetRangeAsync(string key)
    {
        S3Answer answer = await rig.SendAsync("GET", Path(key), null, ("range", "bytes=1-3"));
        return _objects.TryGetValue(key, out string? content)
            ? Expect($"range of {key}", (206, content[1..4]), (answer.Status, answer.Body))
            : Expect($"range of {key}", 404, answer.Status);
    }

    private async Task<string?> DeleteAsync(string key)
    {
        _objects.Remove(key);
        return Expect($"delete {key}", 204, (await rig.SendAsync("DELETE", Path(key))).Status);
    }

    private async Task<string?> DeleteManyAsync()
    {
        string[] keys = [.. Enumerable.Range(0, 3).Select(_ => Keys[random.Next(Keys.Length)]).Distinct()];
        foreach (string key in keys)
        {
            _objects.Remove(key);
        }

        string list = string.Concat(keys.Select(key => $"<Object><Key>{key}</Key></Object>"));
        S3Answer answer = await rig.SendAsync("POST", "?delete", $"<Delete>{list}</Delete>");
        return Expect("delete many", (200, keys.Length), (answer.Status, answer.Values("Deleted").Count));
    }

    private async Task<string?> CopyAsync(string from, string to)
    {
        S3Answer answer = await rig.SendAsync(
            "PUT", Path(to), null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/{Path(from)}"));
        if (!_objects.TryGetValue(from, out string? content))
        {
            return Expect($"copy {from}", 404, answer.Status);
        }

        if (from == to)
        {
            return Expect($"copy {from} to itself", 400, answer.Status);
        }

        _objects[to] = content;
        return Expect($"copy {from} to {to}", 200, answer.Status);
    }

    private async Task<string?> UploadAsync(string key)
    {
        string content = NewContent();
        S3Answer started = await rig.SendAsync("POST", Path(key) + "?uploads");
        string id = started.Values("UploadId")[0];
        S3Answer part = await rig.SendAsync("PUT", $"{Path(key)}?partNumber=1&uploadId={id}", content);
        if (random.Next(3) == 0)
        {
            S3Answer aborted = await rig.SendAsync("DELETE", $"{Path(key)}?uploadId={id}");
            return Expect($"abort {key}", 204, aborted.Status);
        }

        S3Answer finished = await rig.SendAsync(
            "POST",
            $"{Path(key)}?uploadId={id}",
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
            + $"<ETag>{part.Header("ETag")}</ETag></Part></CompleteMultipartUpload>");

        // The ETag of an upload is another one; a copy onto itself makes it that of the content.
        S3Answer copied = await rig.SendAsync(
            "PUT",
            Path(key),
            null,
            ("x-amz-copy-source", $"/{S3Rig.Bucket}/{Path(key)}"),
            ("x-amz-metadata-directive", "REPLACE"));
        _objects[key] = content;
        return Expect($"upload {key}", (200, 200), (finished.Status, copied.Status));
    }

    private async Task<string?> ListAsync()
    {
        string prefix = random.Next(3) switch { 0 => "", 1 => "a", _ => "b/" };
        int pageMax = random.Next(1, 6);
        List<string> listed = [];
        string? token = null;
        do
        {
            string query = $"?list-type=2&encoding-type=url&prefix={Path(prefix)}&max-keys={pageMax}"
                + (token is null ? "" : $"&continuation-token={Uri.EscapeDataString(token)}");
            S3Answer page = await rig.SendAsync("GET", query);
            listed.AddRange(page.Values("Key").Select(Uri.UnescapeDataString));
            token = page.Values("NextContinuationToken") is [var next] ? next : null;
        }
        while (token is not null);

        return Expect(
            $"list {prefix}",
            string.Join('\n', _objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))),
            string.Join('\n', listed));
    }

    private string NewContent() => string.Create(CultureInfo.InvariantCulture, $"content {_next++}");

    private static string Path(string key) =>
        string.Join('/', key.Split('/').Select(segment => segment == ".." ? "%2E%2E" : Uri.EscapeDataString(segment)));

#pragma warning disable CA5351 // S3's ETags are MD5; nothing rests on its strength
    private static string ETagOf(string content) =>
        $"\"{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(content)))}\"";
#pragma warning restore CA5351

    private static string? Expect<T>(string what, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"{what}: expected {expected}, got {actual}";
}
