// National numbers, as people dial them, become international ones.
Decision submission(Sms sms) {
    accept().from(international(sms.from)).to(international(sms.to))
}

String international(String number) {
    if (number.startsWith('00')) return '+' + number.substring(2)
    if (number.startsWith('0')) return '+44' + number.substring(1)
    number
}
