using Brain.Domain.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>How Python, JavaScript, Ruby, PHP and PowerShell say what a scan looks for.</summary>
internal static class CodePatterns
{
    public static readonly Phrases Environment = new(
        """
        |(json\.dumps|\bstr|repr|urlencode|b64encode|pformat|print)\s*\(\s*(dict\s*\(\s*)?os\.environ\s*[),]
        |for\s+\w+\s*,\s*\w+\s+in\s+(sorted\s*\(\s*)?os\.environ\.items
        |os\.environ\.copy\s*\(\s*\)\s*[,}\]]
        |JSON\.stringify\s*\(\s*(\{[^}]{0,40})?(\.\.\.)?process\.env\s*[),}]
        |Object\.entries\s*\(\s*process\.env
        |env\s*:\s*process\.env\s*[,}]
        |ENV\.(to_h|each|to_a|inspect)
        |json_encode\s*\(\s*(\$_ENV|getenv\s*\(\s*\))
        |(Get-ChildItem|gci|dir|ls)\s+Env:
        """
    );

    public static readonly Phrases Send = new(
        """
        |(requests|httpx|session|client|axios|http|got|superagent|needle)\.(post|put|patch)\s*\(
        |urlopen\s*\([^)]*,\s*(data\s*=)?\s*\w
        |Request\s*\([^)]*\bdata\s*=
        |method\s*[:=]\s*['"`](POST|PUT|PATCH)
        |sendBeacon\s*\(
        |(smtplib|ftplib|storbinary|sendmail|nodemailer)
        |\.sendall\s*\(
        |dns\.(promises\.)?(lookup|resolve\w*)\s*\(\s*[^'"`)\s]
        |gethostbyname\s*\(\s*[^'"`)\s]
        |(http|https)\.request\s*\(
        |(curl_setopt|CURLOPT_POSTFIELDS|Net::HTTP\.post|Net::HTTP::Post)
        |-Method\s+['"]?(POST|PUT)
        |\.(UploadString|UploadFile|UploadData)\s*\(
        |(put_object|upload_file|upload_fileobj)\s*\(
        """
    );

    public static readonly Phrases Fetch = new(
        """
        |(requests|httpx)\.(get|request|Session|Client)\b
        |(urlopen|urlretrieve|aiohttp\.|http\.client|urllib3)
        |\bfetch\s*\(
        |\baxios\b
        |(http|https)\.get\s*\(
        |(curl_exec|file_get_contents\s*\(\s*['"]http|Net::HTTP|URI\.open|open-uri)
        |(Invoke-WebRequest|Invoke-RestMethod|Net\.WebClient|DownloadString|DownloadFile)
        |socket\.(create_connection|socket)\s*\(
        |net\.(connect|Socket|createConnection)
        |(getaddrinfo|gethostbyname|dns\.resolve|dns\.lookup)
        |new\s+WebSocket\s*\(
        """
    );

    /// <summary>Text that is run as code of the script's own language.</summary>
    public static readonly Phrases Evaluate = new(
        """
        |(^|[^.\w])(exec|eval)\s*\(\s*[^'"`)\s]
        |new\s+Function\s*\(
        |vm\.(runInNewContext|runInThisContext|runInContext)\s*\(
        |(Invoke-Expression|\biex\b)
        |(marshal|pickle|cPickle|dill)\.loads\s*\(
        |instance_eval|class_eval
        |(builtins|__builtins__)[^\n]{0,20}(exec|eval)
        |getattr\s*\(\s*__import__
        """
    );

    public static readonly Phrases Decode = new(
        """
        |\b(b64decode|b32decode|b85decode|a85decode|b16decode|decodebytes|urlsafe_b64decode)\b
        |(zlib|bz2|lzma|gzip)\.decompress\s*\(
        |(bytes|bytearray)\.fromhex\s*\(
        |unhexlify\s*\(
        |codecs\.decode\s*\(
        |\batob\s*\(
        |Buffer\.from\s*\([^)]*['"](base64|hex)['"]
        |String\.fromCharCode\s*\(
        |FromBase64String
        |base64_decode\s*\(|gzinflate|str_rot13
        |Base64\.(decode64|strict_decode64)
        |chr\s*\(\s*\w+\s*\^
        |''\.join\s*\(\s*chr\s*\(|""\.join\s*\(\s*chr\s*\(
        """
    );

    public static readonly Phrases Spawn = new(
        """
        |os\.(system|popen|execute|execv|execvp|execl|startfile|spawnl|spawnv)\s*\(
        |subprocess\.(run|call|Popen|check_call|check_output|getoutput|getstatusoutput)\s*\(
        |(asyncio\.)?create_subprocess_(shell|exec)\s*\(
        |\b(execSync|spawnSync|execFileSync|execFile|spawn)\s*\(
        |(child_process|\bcp)\.(exec|spawn|execSync|fork)\s*\(
        |(^|[^.\w])exec\s*\(\s*['"`]
        |(shell_exec|passthru|proc_open|popen)\s*\(
        |(^|[^.\w])system\s*\(
        |(Start-Process|Process\.Start|WScript\.Shell)
        |\bpty\.spawn\s*\(
        """
    );

    public static readonly Phrases MakesProgram = new(
        """
        |os\.chmod\s*\([^)]*(0o?[1-7]?[1357][0-7]{2}|S_IX|S_IEXEC|S_IRWX)
        |\.chmod\s*\([^)]*(0o?[1-7]?[1357][0-7]{2}|S_IX|S_IEXEC|S_IRWX)
        |chmodSync\s*\(
        |fs\.chmod\s*\(
        |chmod\s+\+x
        """
    );

    public static readonly Phrases Store = new(
        """
        |urlretrieve\s*\(
        |open\s*\([^)]*['"](wb|ab|w|a)\+?['"]
        |\.(write_bytes|write_text)\s*\(
        |(writeFileSync|writeFile|appendFileSync|appendFile|createWriteStream)\s*\(
        |(File\.write|File\.open\s*\([^)]*['"][wa]|file_put_contents|Set-Content|Add-Content|Out-File)
        |shutil\.(copy|copyfile|move)\s*\(
        """
    );

    public static readonly Phrases Read = new(
        """
        |\bopen\s*\(
        |\.(read_text|read_bytes|read|readlines|glob|rglob|iterdir)\s*\(
        |(readFileSync|readFile|createReadStream|readdirSync)\s*\(
        |shutil\.(copy|copyfile|copytree|make_archive)\s*\(
        |sqlite3\.connect\s*\(
        |(File\.read|IO\.read|file_get_contents|Get-Content|expanduser|homedir\s*\()
        |(tarfile|zipfile|ZipFile)
        |Path\.home\s*\(
        """
    );

    public static readonly Phrases Socket = new(
        """
        |socket\.socket|create_connection|socket\s*\(\s*\w+\s*,\s*PF_INET|IO::Socket|net\.(connect|Socket|createConnection)|fsockopen|TCPClient|TCPSocket|/dev/tcp/
        """
    );

    /// <summary>A shell whose streams somebody else holds.</summary>
    public static readonly Phrases Shell = new(
        """
        |\bdup2\s*\(\s*\w+\.fileno|\bpty\.spawn\s*\(|/dev/tcp/
        |['"]/bin/(ba|z|da)?sh\b|['"]cmd\.exe['"]
        |proc_open|Invoke-Expression|\biex\b
        """
    );

    public static readonly Phrases Encrypt = new("|Fernet|\\.encrypt\\s*\\(|createCipheriv|AES\\.new");

    public static readonly Phrases Walk = new("|os\\.walk|\\.rglob\\s*\\(|readdirSync|glob\\.glob");

    public static readonly Phrases Remove = new(
        "|os\\.(remove|unlink|rename|replace)|\\.unlink\\s*\\(|unlinkSync|rmSync|renameSync"
    );

    public static readonly Phrases Ransom = new(
        "|TO_DECRYPT|files\\s+(have\\s+been|are)\\s+encrypted|\\.locked['\"]|\\bBTC\\b|bitcoin"
    );

    public static readonly Phrases PipedShell = new("|\\b(curl|wget)\\s[^|]*[|]\\s*(sudo\\s+)?(ba|z|da)?sh\\b");

    public static readonly Phrases Spy = new(
        """
        |(pbpaste|xclip\s+-o|xsel\s+(-b\s+)?-o|wl-paste|pyperclip\.paste|ImageGrab\.grab|clipboard\.readText)
        |from\s+pynput|import\s+pynput
        |keyboard\.on_press\s*\(|keyboard\.hook\s*\(
        """
    );

    public static readonly Phrases Destroy = new(
        """
        |shutil\.rmtree\s*\(\s*(os\.path\.expanduser\s*\(\s*)?['"](~|/|/home)/?['"]
        |rmtree\s*\(\s*Path\.home\s*\(\s*\)\s*[,)]
        |rmSync\s*\(\s*(os\.homedir\s*\(\s*\)|['"](/|~)['"])
        """
    );
}
